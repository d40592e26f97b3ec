package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.XpiEntry;

/**
 * A WebExtension (reference, section 11).
 *
 * @param text
 *            the manifest.json as it is written, comments included
 * @param json
 *            the same, read
 * @param rdf
 *            the {@code install.rdf} that some have besides, for old browsers
 */
record WebExtensionXpi(String text, ObjectNode json, Optional<XpiEntry> rdf) implements XpiRecognition {

    /** The file's name in an XPI. */
    static final String MANIFEST = "manifest.json";

    static WebExtensionXpi read(XpiEntry manifest, Optional<XpiEntry> rdf) throws IOException {
        String text = XpiJson.text(MANIFEST, manifest);
        ObjectNode json = XpiJson.commented(MANIFEST, text);
        JsonNode generation = json.path("manifest_version");
        if (!generation.isIntegralNumber() || (generation.intValue() != 2 && generation.intValue() != 3)) {
            throw Refused.because("The XPI is no WebExtension that Firefox takes: manifest_version of " + MANIFEST + " is "
                    + (generation.isMissingNode() ? "missing" : Refused.shown(generation.toString()))
                    + "; it is 2 or 3");
        }
        for (String key : java.util.List.of("name", "version")) {
            if (json.path(key).asText("").isEmpty() || !json.path(key).isTextual()) {
                throw Refused.because("The XPI is no WebExtension that Firefox takes: '" + key + "' of " + MANIFEST
                        + " is not a text, or missing");
            }
        }
        return new WebExtensionXpi(text, json, rdf);
    }

    /** The add-on's id, or empty: with manifest version 2 it need not have one. */
    String id() {
        return json.at("/browser_specific_settings/gecko/id").asText(json.at("/applications/gecko/id").asText(""));
    }

    String version() {
        return json.path("version").asText();
    }
}
