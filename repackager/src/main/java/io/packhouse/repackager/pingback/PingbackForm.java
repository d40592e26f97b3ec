package io.packhouse.repackager.pingback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of a pingback, {@code application/x-www-form-urlencoded} as the original's (reference, section 5): the secret
 * first, then the fields in their order. The secret is put in here, as late as can be.
 */
final class PingbackForm {

    /** The media type of the body. */
    static final String TYPE = "application/x-www-form-urlencoded";

    private static final String SECRET = "secret";
    private static final String REQUEST = "request";

    private PingbackForm() {
    }

    /**
     * The body.
     *
     * @param secret
     *            may be empty, when there is none; the field is sent all the same
     * @param inRequest
     *            whether the blank secret within {@code request} is filled in too, as the original had it
     */
    static byte[] encode(Map<String, String> fields, String secret, boolean inRequest) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(SECRET, secret);
        fields.forEach(all::putIfAbsent);
        if (inRequest) {
            all.computeIfPresent(REQUEST, (_, request) -> withSecret(request, secret));
        }
        return all.entrySet().stream().map(field -> part(field.getKey()) + "=" + part(field.getValue()))
                .collect(Collectors.joining("&")).getBytes(StandardCharsets.US_ASCII);
    }

    private static String withSecret(String request, String secret) {
        return Arrays.stream(request.split("&", -1)).map(pair -> pair.equals(SECRET + "=") ? pair + part(secret) : pair)
                .collect(Collectors.joining("&"));
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
