package io.packhouse.repackager.pingback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers of Standard Webhooks 1.0.0: {@code webhook-id}, the same for all attempts; {@code webhook-timestamp}, of this
 * attempt; {@code webhook-signature}, one {@code v1} signature for each secret that is valid, so that a receiver may be told a
 * new secret before the old one goes.
 */
final class WebhookHeaders {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String BASE64_SECRET = "whsec_";

    private WebhookHeaders() {
    }

    /**
     * The headers of one attempt.
     *
     * @param secrets
     *            those to sign with, in this order; without any there is no signature
     */
    static Map<String, String> of(String id, Instant at, byte[] body, List<String> secrets) {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, timestamp);
        if (!secrets.isEmpty()) {
            headers.put(SIGNATURE, secrets.stream().map(secret -> sign(secret, id, timestamp, body))
                    .collect(Collectors.joining(" ")));
        }
        return headers;
    }

    private static String sign(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The bytes that a secret stands for: what is behind {@code whsec_} in base64, else its UTF-8. */
    static byte[] key(String secret) {
        if (secret.startsWith(BASE64_SECRET)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(BASE64_SECRET.length()));
                if (key.length > 0) {
                    return key;
                }
            } catch (IllegalArgumentException _) {
                // Not made by the standard; then it is a text like others.
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
