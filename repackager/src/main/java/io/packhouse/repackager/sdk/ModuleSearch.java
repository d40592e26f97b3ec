package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Which module a required name means (reference, section 8.5): one relative to the module that requires it; else
 * {@code package/module}; else a package's main module; else one of its own package and of those that it depends on. Names
 * never reach outside of a package: they are looked up among its files, and not on a disk.
 */
final class ModuleSearch {

    private static final String JS = ".js";
    private static final int PLACES_SHOWN = 8;

    private final PackageSet packages;
    private final SdkRules rules;
    private final Map<String, String> mapping;
    private final Set<String> dependencies;
    private final CfxWarnings warnings;

    /**
     * @param dependencies
     *            where packages look that do not say what they depend on
     */
    ModuleSearch(PackageSet packages, SdkRules rules, Sdk sdk, List<CfxPackage> dependencies, CfxWarnings warnings) {
        this.packages = packages;
        this.rules = rules;
        this.mapping = sdk.mapping();
        this.dependencies = new TreeSet<>(dependencies.stream().map(CfxPackage::name).toList());
        this.warnings = warnings;
    }

    /** A module's file. */
    record Found(CfxPackage owner, String path) {
    }

    /** The name of a module's file in its package's {@code lib}. */
    static String nameOf(CfxPackage owner, String path) {
        String lib = owner.directory("lib");
        String below = lib != null && path.startsWith(lib) ? path.substring(lib.length()) : path;
        return below.endsWith(JS) ? below.substring(0, below.length() - JS.length()) : below;
    }

    /** Finds what {@code name} means in {@code module}; null when it means nothing. */
    @Nullable
    Found find(Module module, String name) {
        if (isRelative(name)) {
            return inPackage(module.owner(), relative(module, name));
        }
        String wanted = mapped(module, name);
        int slash = wanted.indexOf('/');
        CfxPackage named = packages.find(slash < 0 ? wanted : wanted.substring(0, slash));
        if (named != null) {
            Found found = slash < 0 ? entryPoint(named) : inPackage(named, wanted.substring(slash + 1));
            if (found != null) {
                return found;
            }
        }
        for (String place : searched(module.owner())) {
            CfxPackage searched = packages.find(place);
            Found found = searched == null ? null : inPackage(searched, wanted);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Where {@link #find} looks, for a message. */
    List<String> places(Module module, String name) {
        List<String> places = new ArrayList<>();
        if (isRelative(name)) {
            places.add(place(module.owner(), CfxRefusal.shown(relative(module, name))));
        } else {
            for (String searched : searched(module.owner())) {
                CfxPackage owner = packages.find(searched);
                if (owner != null && places.size() < PLACES_SHOWN) {
                    places.add(place(owner, CfxRefusal.shown(name)));
                }
            }
        }
        return places;
    }

    private static String place(CfxPackage owner, String name) {
        return owner.name() + "/" + owner.directory("lib") + file(name);
    }

    private static boolean isRelative(String name) {
        return name.startsWith("./") || name.startsWith("../");
    }

    private static String relative(Module module, String name) {
        List<String> from = new ArrayList<>(List.of(module.name().split("/", -1)));
        from.removeLast();
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                from.add(part);
                continue;
            }
            if (from.isEmpty()) {
                throw CfxRefusal.of("too many .. in require(" + CfxRefusal.shown(name) + ") from " + module);
            }
            from.removeLast();
        }
        return String.join("/", from);
    }

    /** From 1.12 on short names stand for paths in the SDK's one package; older packages' names are taken off. */
    private String mapped(Module module, String name) {
        String plain = name.endsWith(JS) ? name.substring(0, name.length() - JS.length()) : name;
        for (String old : List.of("addon-kit/", "api-utils/")) {
            plain = plain.startsWith(old) ? plain.substring(old.length()) : plain;
        }
        String path = mapping.get(plain);
        if (path == null) {
            return name;
        }
        if (rules.warnsOfOldNames() && !module.owner().ofSdk()) {
            warnings.add("require(" + name + ") in " + module + " is an old name; the new one is " + path + ".");
        }
        return path;
    }

    /** Only where {@code main} is a path from the package's root, as the original has it. */
    private static @Nullable Found entryPoint(CfxPackage owner) {
        String main = owner.main();
        String path = file(main.startsWith("./") ? main.substring(2) : main);
        String lib = owner.directory("lib");
        return !main.isEmpty() && owner.file(path) != null && lib != null && path.startsWith(lib)
                ? new Found(owner, path)
                : null;
    }

    private static @Nullable Found inPackage(CfxPackage owner, String name) {
        String lib = owner.directory("lib");
        String path = lib + file(name);
        return lib != null && owner.file(path) != null ? new Found(owner, path) : null;
    }

    private static String file(String name) {
        return name.endsWith(JS) ? name : name + JS;
    }

    private Set<String> searched(CfxPackage from) {
        Set<String> searched = new LinkedHashSet<>();
        searched.add(from.name());
        List<String> declared = packages.declared(from);
        searched.addAll(declared == null ? dependencies : declared);
        return searched;
    }
}
