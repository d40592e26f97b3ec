package io.packhouse.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** The OpenAPI 3.1 description of the API, as it is served. A test holds it against the routes. */
public final class OpenApiDocument {

    /** Where it is served. */
    public static final String PATH = "/api/openapi.yaml";

    private OpenApiDocument() {
    }

    /** Serves it to everybody. */
    public static void mount(ApiRoutes routes) {
        Buffer document = Buffer.buffer(read());
        routes.mountOpen(HttpMethod.GET, PATH, context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml").end(document));
    }

    static byte[] read() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
