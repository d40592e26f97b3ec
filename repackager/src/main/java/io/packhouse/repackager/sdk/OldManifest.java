package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.repackager.archive.Content;

/**
 * The key {@code manifest} of the harness options up to 1.0b4: every module of every package, whether or not something requires
 * it, found by its URL.
 */
final class OldManifest {

    private static final String CHROME = "chrome";

    private final ModuleSources sources;
    private final ModuleSearch search;
    private final ModulePaths paths;
    private final FileFilter filter;
    private final CfxWarnings warnings;

    OldManifest(ModuleSources sources, ModuleSearch search, ModulePaths paths, FileFilter filter,
            CfxWarnings warnings) {
        this.sources = sources;
        this.search = search;
        this.paths = paths;
        this.filter = filter;
        this.warnings = warnings;
    }

    ObjectNode of(List<Section> sections) throws IOException {
        ObjectNode manifest = HarnessJson.object();
        for (Section section : sections) {
            if (!section.isData()) {
                add(section, manifest);
            }
        }
        return manifest;
    }

    private void add(Section section, ObjectNode manifest) throws IOException {
        for (var file : section.owner().section(section.name()).entrySet()) {
            String path = file.getKey();
            if (path.endsWith(".js") && filter.packs(path)) {
                String name = path.substring(0, path.length() - ".js".length());
                String directory = section.directory(paths.id(), paths.rules());
                manifest.set(paths.of(section.owner(), section.name(), name),
                        entry(section, name, file.getValue()).put("zipname", directory + "/" + path));
            }
        }
    }

    private ObjectNode entry(Section section, String name, Content content) throws IOException {
        CfxPackage owner = section.owner();
        ScannedSource source = sources.read(owner, content);
        var module = new Module(owner, section.name(), name, section.path(name + ".js"), source, null);
        List<String> unresolved = new ArrayList<>();
        ObjectNode requires = HarnessJson.object();
        for (String required : source.requires().keySet()) {
            if (!required.equals(CHROME)) {
                ObjectNode where = requires.putObject(required);
                ModuleSearch.Found found = search.find(module, required);
                if (found == null) {
                    unresolved.add(required);
                } else {
                    where.put("url", paths.of(found.owner(), "lib", ModuleSearch.nameOf(found.owner(), found.path())));
                }
            }
        }
        boolean asksForChrome = source.requires().containsKey(CHROME);
        // One that asks for everything may find it otherwise, and tests require things that are not there on purpose.
        if (!asksForChrome && !section.name().equals("tests")) {
            unresolved.forEach(missing -> warnings
                    .add("ModuleNotFoundError: unable to satisfy: require(" + CfxRefusal.shown(missing) + ") from "
                            + module));
        }
        ObjectNode entry = HarnessJson.object().put("packageName", owner.name()).put("sectionName", section.name())
                .put("name", name).put("hash", source.sha256()).put("chrome", asksForChrome);
        entry.set("requires", requires);
        return entry.put("e10s-adapter", adapter(module));
    }

    private @Nullable String adapter(Module module) {
        ModuleSearch.Found found = search.find(module, module.name() + "-e10s-adapter");
        return found == null
                ? null
                : paths.of(found.owner(), "lib", ModuleSearch.nameOf(found.owner(), found.path()));
    }
}
