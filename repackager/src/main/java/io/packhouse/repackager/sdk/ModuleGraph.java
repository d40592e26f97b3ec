package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.repackager.archive.Content;

/**
 * Follows what modules require, from the add-on's main module and from the SDK's loader, and so finds all that an XPI needs.
 * Cycles are allowed, and chains of any length.
 */
final class ModuleGraph {

    /** Names that loaders of the flat layout serve themselves; later ones serve {@code chrome} and {@code @…}. */
    private static final Set<String> LOADERS_OWN = Set.of("chrome", "parent-loader", "loader", "manifest");
    private static final String SELF = "self";

    private final ModuleSources sources;
    private final SdkRules rules;
    private final ModuleSearch search;
    private final CfxWarnings warnings;
    private final Map<String, Module> modules = new TreeMap<>();
    private final Deque<Module> unread = new ArrayDeque<>();
    private final Set<CfxPackage> dataOwners = new HashSet<>();
    private final Map<CfxPackage, String> dataMaps = new HashMap<>();

    ModuleGraph(ModuleSources sources, SdkRules rules, ModuleSearch search, CfxWarnings warnings) {
        this.sources = sources;
        this.rules = rules;
        this.search = search;
        this.warnings = warnings;
    }

    /**
     * Adds a module and all that it requires.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when something that is required is not there (to 1.16), or a module uses {@code Components} without asking
     */
    Module follow(CfxPackage owner, String path) throws IOException {
        Module first = module(owner, path);
        while (!unread.isEmpty()) {
            resolve(unread.pop());
        }
        return first;
    }

    private Module module(CfxPackage owner, String path) throws IOException {
        String key = owner.name() + "/" + path;
        Module known = modules.get(key);
        if (known != null) {
            return known;
        }
        Content content = owner.file(path);
        if (content == null) {
            throw new IllegalArgumentException("no such module: " + key);
        }
        ScannedSource source = sources.read(owner, content);
        String name = ModuleSearch.nameOf(owner, path);
        var added = new Module(owner, "lib", name, path, source, docs(owner, name));
        checkChrome(added);
        modules.put(key, added);
        unread.push(added);
        return added;
    }

    private static @Nullable String docs(CfxPackage owner, String name) throws IOException {
        Content docs = owner.file("docs/" + name + ".md");
        return docs == null ? null : Digest.sha256(docs);
    }

    /** The loader may use what it gives to others. */
    private static void checkChrome(Module module) {
        if (!module.source().chrome().isEmpty() && !module.path().endsWith("cuddlefish.js")) {
            throw CfxRefusal.of("The following lines of " + module + " use 'Components' to access chrome authority: "
                    + String.join("; ", module.source().chrome())
                    + ". A module must ask for it instead, as by: const {Cc, Ci} = require(\"chrome\");");
        }
    }

    private void resolve(Module module) throws IOException {
        for (Map.Entry<String, Integer> required : module.source().requires().entrySet()) {
            String name = required.getKey();
            if (isLoadersOwn(name)) {
                module.require(name, new Requirement.Loaders(name));
                continue;
            }
            if (name.equals(SELF) || name.endsWith("/" + SELF)) {
                dataOwners.add(module.owner());
            }
            if (name.equals(SELF) && rules.selfCarriesData()) {
                module.require(name, new Requirement.Self(module.owner(), dataMap(module.owner())));
                continue;
            }
            ModuleSearch.Found found = search.find(module, name);
            if (found == null) {
                missing(module, name, required.getValue());
            } else {
                module.require(name, new Requirement.Of(module(found.owner(), found.path())));
            }
        }
    }

    private boolean isLoadersOwn(String name) {
        return name.equals("chrome") || name.startsWith("@") || (!rules.nested() && LOADERS_OWN.contains(name));
    }

    private void missing(Module module, String name, int line) {
        String what = line == 0 ? "define" : "require";
        String where = module + (line == 0 ? "" : ":" + line);
        String message = "ModuleNotFoundError: unable to satisfy: " + what + "(" + CfxRefusal.shown(name) + ") from\n  "
                + where
                + ":\nLooked for it in:\n  " + String.join("\n  ", search.places(module, name));
        if (rules.failsOnUnresolved()) {
            throw CfxRefusal.of(message);
        }
        warnings.add(message);
    }

    /** The digest of the list of the data's digests, as those SDKs wrote it down. */
    private String dataMap(CfxPackage owner) throws IOException {
        String known = dataMaps.get(owner);
        if (known != null) {
            return known;
        }
        var digests = HarnessJson.object();
        for (var file : owner.section("data").entrySet()) {
            if (!file.getKey().endsWith("/")) {
                digests.put(file.getKey(), Digest.sha256(file.getValue()));
            }
        }
        String digest = Digest.sha256(HarnessJson.text(digests) + "\n");
        dataMaps.put(owner, digest);
        return digest;
    }

    /** All modules found, sorted by package and path. */
    Collection<Module> modules() {
        return Collections.unmodifiableCollection(modules.values());
    }

    /** Whether a file is one of these modules. */
    boolean has(CfxPackage owner, String path) {
        return modules.containsKey(owner.name() + "/" + path);
    }

    /** The packages that have one of these modules, sorted by name. */
    List<CfxPackage> packages() {
        Map<String, CfxPackage> used = new TreeMap<>();
        modules.values().forEach(module -> used.put(module.owner().name(), module.owner()));
        return new ArrayList<>(used.values());
    }

    /** Whether a module of a package requires {@code self}, and with it the package's data. */
    boolean wantsData(CfxPackage owner) {
        return dataOwners.contains(owner);
    }
}
