package io.packhouse.gateway.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;

/** The current revision of a package, with what lists need of it made beforehand. Never changes. */
final class Offer {

    /** Between names; a name that has it is found all the same, see {@link #isNamed}. */
    private static final char BETWEEN = '\0';

    private final Revision revision;
    /** Looked at for every package of a list, and therefore not looked for. */
    private final String architecture;
    private final byte[] json;
    private final long high;
    private final long low;
    private final String names;

    Offer(Revision revision) {
        this.revision = revision;
        this.architecture = revision.facts().key().architecture();
        this.json = listed(revision.facts());
        ByteBuffer digest = ByteBuffer.wrap(sha256(json));
        this.high = digest.getLong();
        this.low = digest.getLong();
        this.names = String.join(String.valueOf(BETWEEN), revision.facts().names().values());
    }

    Revision revision() {
        return revision;
    }

    PackageKey key() {
        return revision.facts().key();
    }

    String architecture() {
        return architecture;
    }

    /** The object of {@code /package/list} (package server reference, 2.4) in UTF-8; not to be changed. */
    byte[] json() {
        return json;
    }

    /** The first half of 128 bits that stand for {@link #json}: the same at every gateway. */
    long high() {
        return high;
    }

    /** The second half. */
    long low() {
        return low;
    }

    boolean isIn(String category) {
        return revision.facts().categories().contains(category);
    }

    /** Whether a name of any locale has that text in it. */
    boolean isNamed(String text) {
        return names.contains(text) && (text.indexOf(BETWEEN) < 0
                || revision.facts().names().values().stream().anyMatch(name -> name.contains(text)));
    }

    private static byte[] listed(PackageFacts facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (JsonGenerator json = Json.mapper().getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("architecture", facts.key().architecture());
            json.writeArrayFieldStart("categories");
            for (String category : facts.categories()) {
                json.writeString(category);
            }
            json.writeEndArray();
            write(json, "descriptions", facts.descriptions());
            json.writeStringField("iconUrl", "package/icon?id=" + UriText.encode(facts.key().id()) + "&architecture="
                    + UriText.encode(facts.key().token()));
            json.writeStringField("id", facts.key().id());
            write(json, "names", facts.names());
            json.writeStringField("version", facts.version());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Those of some revisions. */
    static List<Offer> of(List<Revision> revisions) {
        return revisions.stream().map(Offer::new).toList();
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
