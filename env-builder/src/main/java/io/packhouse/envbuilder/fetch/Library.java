package io.packhouse.envbuilder.fetch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.Side;

/**
 * A library of a launcher's list.
 *
 * @param base
 *            the repository that it lies in; empty when that is not known
 * @param urls
 *            its addresses; none for one that lies in the installer or is made by it
 * @param systems
 *            the systems that it is for, as Mojang calls them
 */
record Library(MavenCoordinate coordinate, String base, List<String> urls, Checksums checksums, Set<String> systems) {

    Library {
        urls = List.copyOf(urls);
    }

    /**
     * Reads an entry of a list of Mojang, Fabric or Forge.
     *
     * @param otherwise
     *            the repository of an entry that names none
     * @throws IllegalArgumentException
     *             when it is none
     */
    static Library of(JsonNode entry, String otherwise) {
        MavenCoordinate coordinate = MavenCoordinate.parse(entry.path("name").asText());
        Set<String> systems = SystemRules.allowed(entry.path("rules"));
        JsonNode artifact = entry.path("downloads").path("artifact");
        if (artifact.isObject()) {
            String url = artifact.path("url").asText();
            boolean isInPlace = url.endsWith("/" + coordinate.path());
            return new Library(coordinate, isInPlace ? url.substring(0, url.length() - coordinate.path().length()) : "",
                    url.isEmpty() ? List.of() : List.of(url), checksums(artifact), systems);
        }
        String base = entry.path("url").asText(otherwise);
        if (!base.isEmpty() && !base.endsWith("/")) {
            base += "/";
        }
        return new Library(coordinate, base,
                base.isEmpty() ? List.of() : List.of(base + FetchParameters.encoded(coordinate.path())), checksums(entry),
                systems);
    }

    /** Whether {@code entry} has nothing but libraries of single systems, in classifiers. */
    static boolean isNatives(JsonNode entry) {
        boolean hasArtifact = entry.path("downloads").path("artifact").isObject();
        return !hasArtifact && (entry.has("natives") || entry.path("downloads").isObject());
    }

    /** Where the old lists of Forge say so, for which sides an entry is. */
    static boolean isFor(Side side, JsonNode entry) {
        if (!entry.has("clientreq") && !entry.has("serverreq")) {
            return true;
        }
        return entry.path(side == Side.CLIENT ? "clientreq" : "serverreq").asBoolean();
    }

    /** What a later entry takes the place of: the same but for its version. */
    String key() {
        return coordinate.group() + ":" + coordinate.name() + ":" + coordinate.classifier() + "@"
                + coordinate.extension();
    }

    /** As an item for recipes; {@code sides} are those that it is for. */
    ObjectNode item(List<Side> sides) {
        ObjectNode item = MavenFile.describe(coordinate, JsonNodeFactory.instance.objectNode());
        if (!base.isEmpty()) {
            item.put("url", base);
        }
        var addresses = item.putArray("urls");
        urls.forEach(addresses::add);
        checksums.digests().forEach(item::put);
        checksums.size().ifPresent(size -> item.put("size", size));
        var list = item.putArray("sides");
        sides.forEach(side -> list.add(side.wire()));
        if (systems.size() < SystemRules.SYSTEMS.size()) {
            var names = item.putArray("systems");
            systems.forEach(names::add);
        }
        return item;
    }

    /** Digests and size as lists have them; {@link IllegalArgumentException} when they are none. */
    static Checksums checksums(JsonNode node) {
        Map<String, String> digests = new HashMap<>();
        for (String name : List.of("sha1", "sha256", "sha512")) {
            String hex = node.path(name).asText().toLowerCase(Locale.ROOT);
            if (!hex.isEmpty()) {
                if (!Checksums.isDigest(name, hex)) {
                    throw new IllegalArgumentException("its " + name + " is none");
                }
                digests.put(name, hex);
            }
        }
        JsonNode size = node.path("size");
        return new Checksums(digests,
                size.canConvertToLong() && size.longValue() > 0 ? OptionalLong.of(size.longValue()) : OptionalLong.empty());
    }
}
