package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;

/**
 * Makes an {@link Sdk} of a directory. Its files are kept packed in memory (an SDK has one or two megabytes of them): no build
 * deflates a module of an SDK, and none sees a directory that is being changed.
 */
final class SdkLoader {

    private static final int JSON_LIMIT = 4 << 20;
    /** They are the operator's own: this only guards against a mistake, such as a directory full of other things. */
    private static final long SIZE_LIMIT = 128L << 20;

    private SdkLoader() {
    }

    /**
     * Reads an SDK.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when it lacks something that builds need; the message is a sentence about the directory
     */
    static Sdk load(SdkVersion version, Generation generation, SdkTree tree) throws IOException {
        Map<String, SortedMap<String, Content>> directories = grouped(copied(tree));
        SortedMap<String, Content> template = directories.getOrDefault(SdkTree.TEMPLATE, new TreeMap<>());
        checkTemplate(version, generation, template);
        List<AddonPackage> packages = new ArrayList<>();
        for (var directory : directories.entrySet()) {
            if (directory.getKey().startsWith(SdkTree.PACKAGES)) {
                packages.add(aPackage(directory.getKey(), directory.getValue()));
            }
        }
        checkPackages(generation, packages);
        Sdk sdk = new Sdk(version, generation, template, packages,
                generation.from(Generation.SINGLE) ? mapping(directories) : new TreeMap<>());
        checkLoader(sdk);
        return sdk;
    }

    /** Copies of the files; what they came from may change or go now. */
    private static SortedMap<String, Content> copied(SdkTree tree) throws IOException {
        SortedMap<String, Content> copies = new TreeMap<>();
        long size = 0;
        for (Map.Entry<String, Path> file : tree.files().entrySet()) {
            Content content = Content.of(file.getValue());
            size += content.size();
            if (size > SIZE_LIMIT) {
                throw CfxRefusal
                        .tooLarge("its modules and data have more than " + SIZE_LIMIT + " bytes, which is no Add-on SDK");
            }
            copies.put(file.getKey(), Content.packed(content));
        }
        return copies;
    }

    private static Map<String, SortedMap<String, Content>> grouped(SortedMap<String, Content> files) {
        Map<String, SortedMap<String, Content>> directories = new LinkedHashMap<>();
        files.forEach((name, content) -> {
            int end = name.indexOf('/') + 1;
            if (name.startsWith(SdkTree.PACKAGES)) {
                end = name.indexOf('/', end) + 1;
            }
            directories.computeIfAbsent(name.substring(0, end), _ -> new TreeMap<>()).put(name.substring(end), content);
        });
        return directories;
    }

    private static void checkTemplate(SdkVersion version, Generation generation, SortedMap<String, Content> template)
            throws IOException {
        String where = generation.from(Generation.SINGLE) ? "app-extension" : "python-lib/cuddlefish/app-extension";
        List<String> needed = new ArrayList<>(List.of("install.rdf", "bootstrap.js"));
        if (new SdkRules(version, generation).hasHarnessScript()) {
            needed.add("components/harness.js");
        }
        for (String file : needed) {
            if (!template.containsKey(file)) {
                throw CfxRefusal.of("its template lacks " + file + ", which is expected in " + where);
            }
        }
        Content rdf = template.get("install.rdf");
        if (rdf != null) {
            InstallRdf.checkTemplate(rdf);
        }
    }

    private static AddonPackage aPackage(String directory, SortedMap<String, Content> files) throws IOException {
        Content json = files.remove(SdkTree.PACKAGE_JSON);
        String where = directory.equals(SdkTree.SINGLE) ? SdkTree.PACKAGE_JSON : directory + SdkTree.PACKAGE_JSON;
        ObjectNode read = object(json, where);
        if (!read.path("name").isTextual()) {
            read.put("name", directory.substring(SdkTree.PACKAGES.length(), directory.length() - 1));
        }
        return new AddonPackage(read, files);
    }

    private static ObjectNode object(Content json, String where) throws IOException {
        try {
            JsonNode node = Json.mapper().readTree(json.bytes(JSON_LIMIT));
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw CfxRefusal.of("its " + where + " is no JSON that is taken: " + e.getOriginalMessage());
        }
        throw CfxRefusal.of("its " + where + " is not a JSON object");
    }

    private static void checkPackages(Generation generation, List<AddonPackage> packages) {
        Set<String> needed = generation.from(Generation.SINGLE) ? Set.of("addon-sdk") : Set.of("addon-kit", "api-utils");
        List<String> names = packages.stream().map(AddonPackage::name).toList();
        for (String name : new TreeSet<>(needed)) {
            if (!names.contains(name)) {
                throw CfxRefusal.of("it lacks the package " + name + (generation.from(Generation.SINGLE)
                        ? ": the package.json at its root must be named so"
                        : ", which is expected in packages/" + name + " with a package.json"));
            }
        }
    }

    private static SortedMap<String, String> mapping(Map<String, SortedMap<String, Content>> directories)
            throws IOException {
        Content file = directories.getOrDefault("", new TreeMap<>()).get(SdkTree.MAPPING);
        if (file == null) {
            throw CfxRefusal.of("it lacks mapping.json, the table of short names of modules");
        }
        SortedMap<String, String> mapping = new TreeMap<>();
        for (Map.Entry<String, JsonNode> name : object(file, SdkTree.MAPPING).properties()) {
            mapping.put(name.getKey(), name.getValue().asText());
        }
        return mapping;
    }

    private static void checkLoader(Sdk sdk) {
        List<String> loaders = new ArrayList<>();
        for (CfxPackage each : sdk.packages()) {
            String loader = each.text("loader");
            if (!loader.isEmpty()) {
                loaders.add(loader);
                if (each.file(loader) == null) {
                    throw CfxRefusal.of("its package " + each.name() + " lacks its own loader, " + CfxRefusal.shown(loader));
                }
            }
        }
        if (loaders.isEmpty()) {
            throw CfxRefusal.of("none of its packages names a loader in its package.json");
        }
    }
}
