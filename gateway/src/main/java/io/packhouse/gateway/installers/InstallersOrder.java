package io.packhouse.gateway.installers;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.xmlrpc.Quoted;
import io.packhouse.platform.crypto.SealedBox;

/**
 * The body of {@code POST /api/v1/installers}: what {@code build_installers} takes, as
 * {@code {"vessels": [...], "users": {...}, "seal_to": "..."}}. Other members are ignored.
 *
 * @param sealTo
 *            the caller's own X25519 public key, which made private keys are encrypted to; null when it gave none
 */
record InstallersOrder(InstallersRequest request, byte @Nullable [] sealTo) {

    private static final ObjectReader READER = Json.mapper().readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int WORDS = 200;

    /**
     * Reads a body; may take a while for a large one, so not on an event loop.
     *
     * @param tokens
     *            the most values and names that it may have
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} without violations for what is no JSON object, with them for broken rules;
     *             {@code TOO_LARGE} for exceeded limits
     */
    static InstallersOrder read(byte[] body, InstallersRules rules, int tokens) {
        JsonNode order = parse(body, tokens);
        InstallersRequest request = rules.check(order.get("vessels"), order.get("users"));
        return new InstallersOrder(request, sealTo(order.get("seal_to")).orElse(null));
    }

    private static JsonNode parse(byte[] body, int tokens) {
        try {
            count(body, tokens);
            JsonNode order = READER.readValue(body);
            if (order.isObject()) {
                return order;
            }
        } catch (JsonProcessingException e) {
            throw notUnderstood(place(e) + Quoted.plain(e.getOriginalMessage(), WORDS));
        } catch (IOException e) {
            throw notUnderstood(Quoted.plain(String.valueOf(e.getMessage()), WORDS));
        }
        throw notUnderstood("an object was expected, such as {\"vessels\": [{\"percentage\": 80, \"owner\": \"alice\"}]}");
    }

    /** Exceeded constraints of the parser come without a place. */
    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** Walks over the document before a tree of it is built, which takes many times its room. */
    private static void count(byte[] body, int tokens) throws IOException {
        try (JsonParser parser = Json.mapper().createParser(body)) {
            for (int i = 0; parser.nextToken() != null; i++) {
                if (i > tokens) {
                    throw new Failure(Failure.Code.TOO_LARGE, "the body has more than " + tokens + " values and names")
                            .exception();
                }
            }
        }
    }

    private static RuntimeException notUnderstood(String why) {
        return new Failure(Failure.Code.INVALID_REQUEST, "the body is not understood: " + why).exception();
    }

    private static Optional<byte[]> sealTo(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return Optional.empty();
        }
        try {
            byte[] key = given.isTextual() ? Base64.getDecoder().decode(given.textValue()) : new byte[0];
            if (key.length == SealedBox.PUBLIC_KEY_LENGTH) {
                return Optional.of(key);
            }
        } catch (IllegalArgumentException e) {
            throw noKey(given, e);
        }
        throw noKey(given, null);
    }

    private static RuntimeException noKey(JsonNode given, @Nullable Exception cause) {
        String sentence = "seal_to must be an X25519 public key, " + SealedBox.PUBLIC_KEY_LENGTH
                + " bytes in base64, not " + Given.describe(given);
        Failure failure = new Failure(Failure.Code.INVALID_REQUEST, sentence,
                List.of(new Failure.Violation("/seal_to", sentence)));
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
