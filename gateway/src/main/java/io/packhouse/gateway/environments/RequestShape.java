package io.packhouse.gateway.environments;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.BuilderRequest;

/** What the head of a request says of its body: step 1 of the checks (reference, 3.6). */
final class RequestShape {

    private static final Pattern JSON = Pattern.compile("application/json|[^/\\s]+/[^/\\s]+\\+json");

    private RequestShape() {
    }

    /** The bytes that the body will have at most. */
    static long size(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared == null ? BuilderRequest.SIZE_LIMIT : Long.parseLong(declared.strip());
        } catch (NumberFormatException _) {
            return BuilderRequest.SIZE_LIMIT;
        }
    }

    /** Why the body is not read, whatever it holds; empty when it is. A request that does not name its type is taken for JSON. */
    static Optional<String> otherType(HttpServerRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
            return Optional.of("the body must not be compressed");
        }
        return isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))
                ? Optional.empty()
                : Optional.of("the body must be sent as Content-Type: application/json");
    }

    private static boolean isJson(@Nullable String type) {
        return type == null || JSON.matcher(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)).matches();
    }
}
