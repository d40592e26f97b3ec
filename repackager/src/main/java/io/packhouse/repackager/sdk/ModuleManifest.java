package io.packhouse.repackager.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The key {@code manifest} of the harness options, from 1.0b5 on (reference, section 8.4). */
final class ModuleManifest {

    private ModuleManifest() {
    }

    /** An entry for each module; from 1.14 on only for those that are not the SDK's. */
    static ObjectNode of(ModuleGraph graph, ModulePaths paths) {
        ObjectNode manifest = HarnessJson.object();
        for (Module module : graph.modules()) {
            if (!(paths.rules().shortPaths() && module.owner().ofSdk())) {
                manifest.set(paths.of(module), entry(module, paths));
            }
        }
        return manifest;
    }

    private static ObjectNode entry(Module module, ModulePaths paths) {
        ObjectNode requirements = HarnessJson.object();
        module.requirements().forEach((name, requirement) -> requirements.set(name, paths.of(requirement)));
        ObjectNode entry = HarnessJson.object().put("packageName", module.owner().name())
                .put("sectionName", module.section()).put("moduleName", module.name())
                .put("jsSHA256", module.source().sha256()).put("docsSHA256", module.docsSha256());
        entry.set("requirements", requirements);
        return entry;
    }
}
