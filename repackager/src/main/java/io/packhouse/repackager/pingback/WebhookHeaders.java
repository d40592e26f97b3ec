package io.packhouse.repackager.pingback;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The headers of Standard Webhooks 1.0.0: {@code webhook-id}, the same for all attempts; {@code webhook-timestamp}, of this
 * attempt; {@code webhook-signature}, one {@code v1} signature for each secret that is valid, so that a receiver may be told a
 * new secret before the old one goes.
 */
final class WebhookHeaders {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

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
            headers.put(SIGNATURE, secrets.stream().map(secret -> WebhookSignature.of(secret, id, timestamp, body))
                    .collect(Collectors.joining(" ")));
        }
        return headers;
    }
}
