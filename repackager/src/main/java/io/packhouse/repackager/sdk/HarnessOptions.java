package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code harness-options.json}: each key for the versions that have it (reference, section 8.4). */
final class HarnessOptions {

    private static final List<String> METADATA = List.of("name", "description", "keywords", "author", "version",
            "contributors", "license");
    private static final List<String> ICONS = List.of("icon", "icon64");

    private final CfxPackage own;
    private final ModulePaths paths;
    private final SdkRules rules;
    private final CfxArguments arguments;
    private final ObjectNode options = HarnessJson.object();

    HarnessOptions(CfxPackage own, ModulePaths paths, CfxArguments arguments) {
        this.own = own;
        this.paths = paths;
        this.rules = paths.rules();
        this.arguments = arguments;
    }

    /**
     * All of it.
     *
     * @param packages
     *            that are packed, in order
     * @param manifest
     *            the key of that name
     * @param mainPath
     *            the path of the main module, for versions that have it
     * @throws io.packhouse.contracts.FailureException
     *             when {@code --harness-option} names a key that there is
     */
    ObjectNode of(List<CfxPackage> packages, List<Section> sections, ObjectNode manifest, String mainPath) {
        AddonId id = paths.id();
        options.put("jetpackID", id.jetpack()).put("main", own.main()).put("verbose", false).put("enable_e10s", false);
        options.put("loader", loader(packages));
        options.set("staticArgs", arguments.staticArgs());
        options.set("manifest", manifest);
        options.set("metadata", metadata(packages));
        if (rules.hasNameKey()) {
            options.put("name", own.name());
        }
        if (rules.hasSdkVersionKey()) {
            options.put("sdkVersion", rules.version().text());
        }
        if (rules.nested()) {
            addNested(mainPath);
        } else {
            addFlat(sections);
        }
        if (rules.hasSdkOptions()) {
            options.put("is-sdk-bundled", arguments.bundlesSdk());
            if (arguments.forcesBundledSdk()) {
                options.put("force-use-bundled-sdk", true);
            }
        }
        addExtras();
        if (rules.hasHarnessComponent()) {
            addComponent();
        }
        return options;
    }

    private void addFlat(List<Section> sections) {
        AddonId id = paths.id();
        options.put("bundleID", id.full());
        if (!rules.packsAllDependencies()) {
            options.put("uriPrefix", paths.uriPrefix());
        }
        ObjectNode resources = options.putObject("resources");
        ObjectNode resourcePackages = options.putObject("resourcePackages");
        ObjectNode packageData = options.putObject("packageData");
        List<String> roots = new ArrayList<>();
        for (Section section : sections) {
            String resource = section.resource(id);
            resources.putArray(resource).add("resources").add(resource);
            resourcePackages.put(resource, section.owner().name());
            if (section.isData()) {
                packageData.put(section.owner().name(), paths.dataPrefix(section.owner()));
            } else {
                roots.addFirst("resource://" + resource + "/");
            }
        }
        ArrayNode rootPaths = options.putArray("rootPaths");
        roots.forEach(rootPaths::add);
    }

    private void addNested(String mainPath) {
        options.put("mainPath", mainPath);
        if (rules.hasUniquePrefix()) {
            options.put("unique_prefix", paths.id().mangled());
        }
        if (rules.hasTestModulesKey()) {
            options.putArray("allTestModules");
        }
        JsonNode preferences = own.value("preferences");
        if (CfxPackage.isTrue(preferences)) {
            options.set("preferences", preferences);
        }
        if (rules.hasPreferencesBranch()) {
            options.put("preferencesBranch", PreferencesBranch.of(own, paths.id(), rules));
        }
    }

    /** The first package that says which of its modules loads the others; the SDK's does. */
    private String loader(List<CfxPackage> packages) {
        for (CfxPackage used : packages) {
            String loader = used.text("loader");
            if (!loader.isEmpty()) {
                return rules.nested() ? used.name() + "/" + loader : paths.uriPrefix() + used.name() + "-" + loader;
            }
        }
        return "";
    }

    private ObjectNode metadata(List<CfxPackage> packages) {
        ObjectNode metadata = HarnessJson.object();
        for (CfxPackage used : packages) {
            ObjectNode entry = metadata.putObject(used.name());
            METADATA.forEach(key -> copy(used, key, entry));
            copy(used, rules.packsAllDependencies() ? "url" : "homepage", entry);
            if (used != own) {
                // The own package's icons are files at the root of the XPI by now.
                ICONS.forEach(key -> copy(used, key, entry));
            }
            if (!rules.packsAllDependencies()) {
                copy(used, "directories", entry);
                if (!used.main().isEmpty()) {
                    entry.put("main", used.main());
                }
            }
            if (rules.hasTranslators()) {
                copy(used, "translators", entry);
            }
            if (rules.hasPermissions()) {
                copy(used, "permissions", entry);
            }
        }
        return metadata;
    }

    private static void copy(CfxPackage from, String key, ObjectNode to) {
        JsonNode value = from.value(key);
        if (CfxPackage.isTrue(value)) {
            to.set(key, value);
        }
    }

    private void addExtras() {
        for (Map.Entry<String, String> extra : arguments.harnessOptions().entrySet()) {
            if (options.has(extra.getKey()) || (rules.hasHarnessComponent() && extra.getKey().equals("bootstrap"))) {
                throw CfxRefusal
                        .of("Can't use --harness-option for existing key '" + CfxRefusal.shown(extra.getKey()) + "'");
            }
            options.put(extra.getKey(), extra.getValue());
        }
    }

    /** The original's class id was random, and made each build differ; this one is the same for the same content. */
    private void addComponent() {
        String given = own.text("harnessClassID");
        options.putObject("bootstrap")
                .put("contractID", "@mozilla.org/harness-service;1?id=" + paths.id().jetpack())
                .put("classID", "{" + (given.isEmpty() ? uuid(Digest.sha256(HarnessJson.text(options))) : given) + "}");
    }

    /** A UUID of version 8 (RFC 9562) of the first bits of a digest. */
    private static String uuid(String digest) {
        char variant = "89ab".charAt(Character.digit(digest.charAt(16), 16) & 3);
        return digest.substring(0, 8) + "-" + digest.substring(8, 12) + "-8" + digest.substring(13, 16) + "-" + variant
                + digest.substring(17, 20) + "-" + digest.substring(20, 32);
    }
}
