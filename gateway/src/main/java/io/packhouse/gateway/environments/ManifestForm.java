package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings.FileLink;

/**
 * Manifests as they are given out: as they were stored, but for the two names that the links of files have had
 * ({@code compat.file-link}). Where {@code link} is read, {@code src} is always there; where both are written, so is {@code link}.
 */
record ManifestForm(FileLink fileLink) {

    /** {@code manifest} in that form; empty when it is already. */
    Optional<byte[]> changed(byte[] manifest) {
        if (fileLink == FileLink.OFF) {
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = Json.mapper().readTree(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean isChanged = false;
        for (JsonNode file : tree.path("files")) {
            isChanged |= file instanceof ObjectNode object && change(object);
        }
        return isChanged ? Optional.of(Json.write(tree)) : Optional.empty();
    }

    private boolean change(ObjectNode file) {
        JsonNode src = file.path("src");
        JsonNode link = file.path("link");
        if (isThere(link) && !isThere(src)) {
            file.set("src", link);
            if (fileLink == FileLink.READ) {
                file.remove("link");
            }
            return true;
        }
        if (fileLink == FileLink.BOTH && isThere(src) && !src.equals(link)) {
            file.set("link", src);
            return true;
        }
        return false;
    }

    private static boolean isThere(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}
