package io.packhouse.gateway.environments;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Json;

/** Answers {@code GET} and {@code HEAD} with a JSON document: entity tag, and 304 for who has it. */
final class DocumentResponse {

    private DocumentResponse() {
    }

    /** {@code document} as JSON. */
    static void send(RoutingContext context, Object document) {
        byte[] bytes = Json.write(document);
        send(context, bytes, digest(bytes));
    }

    /**
     * @param digest
     *            of the document, for the entity tag
     */
    static void send(RoutingContext context, byte[] document, String digest) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        String entityTag = '"' + digest + '"';
        response.putHeader(HttpHeaders.ETAG, entityTag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff");
        if (names(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH), entityTag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(document.length));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(document));
        }
    }

    private static boolean names(List<String> lists, String entityTag) {
        return lists.stream().anyMatch(list -> list.strip().equals("*") || list.contains(entityTag));
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
