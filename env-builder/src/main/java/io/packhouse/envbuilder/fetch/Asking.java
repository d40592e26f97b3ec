package io.packhouse.envbuilder.fetch;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.outbound.FetchLimits;
import io.packhouse.platform.outbound.Incoming;
import io.packhouse.platform.outbound.NoAnswerException;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.Sites;

/**
 * Asks the servers that the operator allows.
 *
 * @param limits
 *            of one try
 */
record Asking(Outbound outbound, Sites sites, FetchLimits limits) {

    /** The beginning of an answer, whatever its status; the caller closes it. */
    Incoming get(String url, Map<String, String> conditions, ByteSize most) throws UpstreamException, InterruptedException {
        Map<String, String> headers = new HashMap<>(conditions);
        headers.put("Accept", "*/*");
        try {
            return outbound.get(url, headers, sites, limits.withMaxSize(most.bytes()));
        } catch (NoAnswerException e) {
            throw UpstreamException.of(e);
        }
    }

    /** Demands status 200 and a body as it is. */
    static void requireWhole(Incoming answer, String what) throws UpstreamException {
        if (answer.status() != 200) {
            throw unexpected(answer, what);
        }
        requirePlain(answer, what);
    }

    static void requirePlain(Incoming answer, String what) throws UpstreamException {
        if (!answer.encoding().equals("identity")) {
            String encoding = answer.encoding();
            throw UpstreamException.lasting(answer.host() + " sent " + what + " in the encoding '"
                    + encoding.substring(0, Math.min(encoding.length(), 40)) + "' though it was asked for it as it is");
        }
    }

    /** What a status means that nobody asked for: 408, 425, 429 and 5xx may pass, all others stay. */
    static UpstreamException unexpected(Incoming answer, String what) {
        int status = answer.status();
        String sentence = answer.host() + " answered with status " + status + " instead of " + what;
        return status == 408 || status == 425 || status == 429 || status >= 500
                ? UpstreamException.passing(sentence,
                        answer.header("Retry-After").flatMap(value -> RetryAfter.parse(value, Instant.now())))
                : UpstreamException.lasting(sentence);
    }
}
