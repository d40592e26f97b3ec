package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.EnvironmentBuilt;

/**
 * The addresses of files that the house itself gives. They come from configuration, never from a request's Host header, so that
 * one answer is right for everybody.
 *
 * @param blobs
 *            what stands before {@code /sha1/<hex>}, without a slash at its end; asked anew each time, because a port may be known
 *            only later
 */
record OwnLinks(Supplier<String> blobs) {

    static OwnLinks of(EnvironmentsGatewaySettings settings, Supplier<String> publicUrl) {
        return new OwnLinks(() -> settings.blobUrl().map(url -> url.toString().replaceAll("/+$", ""))
                .orElseGet(() -> publicUrl.get() + settings.prefix() + "/blobs"));
    }

    String file(String sha1) {
        return blobs.get() + "/sha1/" + sha1;
    }

    /** A stored answer, with its marks of own files made addresses. Nothing else changes. */
    byte[] fill(byte[] response) {
        JsonNode tree;
        try {
            tree = Json.mapper().readTree(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (JsonNode file : tree.path("files")) {
            fill(file.path("src"));
            fill(file.path("link"));
        }
        return Json.write(tree);
    }

    private void fill(JsonNode links) {
        if (links instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String link = array.get(i).asText();
                if (link.startsWith(EnvironmentBuilt.OWN_FILE)) {
                    array.set(i, TextNode.valueOf(file(link.substring(EnvironmentBuilt.OWN_FILE.length()))));
                }
            }
        }
    }
}
