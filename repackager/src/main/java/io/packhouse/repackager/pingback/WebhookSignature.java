package io.packhouse.repackager.pingback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature of Standard Webhooks 1.0.0: {@code v1,} and the HMAC-SHA256 of id, timestamp and body. */
public final class WebhookSignature {

    private static final String BASE64_SECRET = "whsec_";

    private WebhookSignature() {
    }

    /** One signature, as the header {@code webhook-signature} has it. */
    public static String of(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Whether one of the signatures in {@code header}, which blanks separate, was made with {@code secret}. */
    public static boolean isIn(String header, String secret, String id, String timestamp, byte[] body) {
        byte[] right = of(secret, id, timestamp, body).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String one : header.split(" ", -1)) {
            found |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.UTF_8));
        }
        return found;
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
