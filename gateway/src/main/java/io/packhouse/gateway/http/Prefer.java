package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.vertx.core.http.HttpServerRequest;

/** Reads the {@code Prefer} header (RFC 7240). A preference that is not understood is ignored, as the standard asks. */
public final class Prefer {

    /** The name of the header by which an answer tells that the preference was honoured. */
    public static final String APPLIED = "Preference-Applied";

    private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?",
            Pattern.CASE_INSENSITIVE);

    private Prefer() {
    }

    /**
     * How long the client would wait for the end of the job.
     *
     * @param longest
     *            the longest wait that is granted; a longer one is cut to it
     * @return empty when the client asks for none; the first that it names otherwise
     */
    public static Optional<Duration> waitOf(HttpServerRequest request, Duration longest) {
        return waitOf(request.headers().getAll("Prefer"), longest);
    }

    /** Whether the client would rather be told of the job than wait for its end ({@code respond-async}). */
    public static boolean isAsync(HttpServerRequest request) {
        return isAsync(request.headers().getAll("Prefer"));
    }

    static boolean isAsync(List<String> headers) {
        return headers.stream().flatMap(header -> Pattern.compile(",").splitAsStream(header))
                .anyMatch(preference -> preference.split(";", 2)[0].strip().equalsIgnoreCase("respond-async"));
    }

    static Optional<Duration> waitOf(List<String> headers, Duration longest) {
        return headers.stream().flatMap(header -> Pattern.compile(",").splitAsStream(header)).map(WAIT::matcher)
                .filter(java.util.regex.Matcher::matches).map(match -> Duration.ofSeconds(Long.parseLong(match.group(1))))
                .map(asked -> asked.compareTo(longest) > 0 ? longest : asked).findFirst();
    }
}
