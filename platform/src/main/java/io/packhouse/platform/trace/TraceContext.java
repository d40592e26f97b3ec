package io.packhouse.platform.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where in a distributed trace something happens, as the {@code traceparent} header carries it (W3C Trace Context, version
 * 00).
 *
 * @param traceId
 *            the whole trace: 32 lower-case hexadecimal digits, not all zero
 * @param spanId
 *            this step of it: 16 lower-case hexadecimal digits, not all zero
 * @param sampled
 *            whether the caller may have recorded the trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

    /** The header's name, in HTTP and on Kafka's records. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern
            .compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final int SAMPLED = 0x01;
    private static final int LONGEST = 512;

    public TraceContext {
        if (!TRACE_ID.matcher(traceId).matches()) {
            throw new IllegalArgumentException("no trace id: " + traceId);
        }
        if (!SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("no span id: " + spanId);
        }
    }

    /**
     * Reads a {@code traceparent} header strictly: upper-case digits, zero ids, version {@code ff}, or anything after the
     * flags in version 00 make it invalid. A higher version is read as far as version 00 goes, as the standard asks.
     *
     * @return empty when the header is invalid or null
     */
    public static Optional<TraceContext> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        var match = FORM.matcher(header);
        if (!match.matches()) {
            return Optional.empty();
        }
        String version = match.group(1);
        if (version.equals("ff") || (version.equals("00") && match.group(5) != null)) {
            return Optional.empty();
        }
        if (!TRACE_ID.matcher(match.group(2)).matches() || !SPAN_ID.matcher(match.group(3)).matches()) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(match.group(4), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(match.group(2), match.group(3), sampled));
    }

    /** The caller's step that {@code header} names, or the root of a new trace when it names none validly. */
    public static TraceContext parseOrNewRoot(@Nullable String header) {
        return parse(header).orElseGet(TraceContext::newRoot);
    }

    /** The first step of a new trace, not sampled. */
    public static TraceContext newRoot() {
        return new TraceContext(HexFormat.of().toHexDigits(nonZero()) + HexFormat.of().toHexDigits(nonZero()), newSpanId(),
                false);
    }

    /** A next step in the same trace. */
    public TraceContext child() {
        return new TraceContext(traceId, newSpanId(), sampled);
    }

    /** The value of the {@code traceparent} header. */
    public String toHeader() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static String newSpanId() {
        return HexFormat.of().toHexDigits(nonZero());
    }

    private static long nonZero() {
        long random;
        do {
            random = ThreadLocalRandom.current().nextLong();
        } while (random == 0);
        return random;
    }
}
