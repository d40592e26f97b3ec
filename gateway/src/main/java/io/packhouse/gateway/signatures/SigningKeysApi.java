package io.packhouse.gateway.signatures;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;

/**
 * {@code GET /api/v1/signing/keys}: which keys sign here, for operators, and with their certificates, so that clients can fetch
 * what they verify with. Whoever may fetch what was signed may see this; there is nothing secret in it.
 */
public final class SigningKeysApi {

    private static final String PATH = "/api/v1/signing/keys";
    private static final int PEM_LINE = 64;

    private final SigningKeyView view;

    public SigningKeysApi(SigningKeyView view) {
        this.view = view;
    }

    /** Mounts the operation. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.JOBS_READ, this::list);
    }

    private void list(RoutingContext request) {
        view.keysAsOfNow().map(SigningKeysApi::json).onSuccess(json -> {
            if (!request.response().ended() && !request.response().closed()) {
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(json)));
            }
        }).onFailure(request::fail);
    }

    private static ObjectNode json(SigningKeys keys) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode all = json.putArray("keys");
        keys.keys().stream().sorted(Comparator.comparing(SigningKeys.Key::name)).forEach(key -> all.add(json(key)));
        return json;
    }

    private static ObjectNode json(SigningKeys.Key key) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("name", key.name());
        json.put("algorithm", key.algorithm());
        json.set("uses", Json.tree(key.uses().stream().sorted().toList()));
        json.set("not_before", Json.tree(key.notBefore()));
        json.set("not_after", Json.tree(key.notAfter()));
        json.set("fingerprints", Json.tree(key.chain().stream().map(SigningKeysApi::fingerprint).toList()));
        json.put("chain", pem(key.chain()));
        return json;
    }

    private static String fingerprint(byte[] certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String pem(List<byte[]> chain) {
        Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder pem = new StringBuilder();
        chain.forEach(certificate -> pem.append("-----BEGIN CERTIFICATE-----\n").append(lines.encodeToString(certificate))
                .append("\n-----END CERTIFICATE-----\n"));
        return pem.toString();
    }
}
