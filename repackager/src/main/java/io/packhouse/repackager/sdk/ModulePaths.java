package io.packhouse.repackager.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * How a manifest names modules (reference, section 8.4): by URI to 1.3, by path after.
 *
 * @param id
 *            the add-on's
 * @param rules
 *            of the SDK
 */
record ModulePaths(AddonId id, SdkRules rules) {

    /** What all URIs of the add-on begin with. */
    String uriPrefix() {
        return "resource://" + id.mangled() + "-";
    }

    /** The key of a module. */
    String of(Module module) {
        return of(module.owner(), module.section(), module.name());
    }

    String of(CfxPackage owner, String section, String name) {
        if (!rules.nested()) {
            return uriPrefix() + owner.name() + "-" + section + "/" + name + ".js";
        }
        if (!rules.shortPaths()) {
            return owner.name() + "/" + section + "/" + name + ".js";
        }
        return owner.ofSdk() ? name : owner.name() + "/" + name;
    }

    /** A requirement's value. */
    JsonNode of(Requirement requirement) {
        return switch (requirement) {
            case Requirement.Of(Module module) -> located(of(module));
            case Requirement.Loaders(String name) -> rules.nested() ? located(name) : HarnessJson.object();
            case Requirement.Self(CfxPackage owner, String mapSha256) -> self(owner, mapSha256);
        };
    }

    private JsonNode located(String where) {
        if (rules.shortPaths()) {
            return TextNode.valueOf(where);
        }
        return HarnessJson.object().put(rules.nested() ? "path" : "uri", where);
    }

    private ObjectNode self(CfxPackage owner, String mapSha256) {
        ObjectNode self = HarnessJson.object().put("mapName", owner.name() + "-data").put("mapSHA256", mapSha256)
                .put("dataURIPrefix", dataPrefix(owner));
        return rules.nested() ? self.put("path", "self") : self;
    }

    /** Where a package's data lies. */
    String dataPrefix(CfxPackage owner) {
        return rules.nested() ? owner.name() + "/data/" : uriPrefix() + owner.name() + "-data/";
    }
}
