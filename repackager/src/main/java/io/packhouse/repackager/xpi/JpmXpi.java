package io.packhouse.repackager.xpi;

import java.io.IOException;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.XpiEntry;

/**
 * Built by {@code jpm}: its package.json is in the XPI (reference, section 10).
 *
 * @param text
 *            the package.json as it is written
 * @param json
 *            the same, read
 * @param rdf
 *            the bytes of {@code install.rdf}
 * @param manifest
 *            the same, read
 */
record JpmXpi(String text, ObjectNode json, Content rdf, InstallManifest manifest) implements XpiRecognition {

    /** The file's name in an XPI. */
    static final String PACKAGE = "package.json";

    static JpmXpi read(XpiEntry packageJson, XpiEntry rdf, InstallManifest manifest) throws IOException {
        String text = XpiJson.text(PACKAGE, packageJson);
        return new JpmXpi(text, XpiJson.object(PACKAGE, text), rdf, manifest);
    }
}
