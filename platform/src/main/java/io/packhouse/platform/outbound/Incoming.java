package io.packhouse.platform.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

import io.packhouse.platform.config.ByteSize;

/**
 * An answer that has begun: its head is here, its body comes as fast as it is read, with memory that does not grow with it. For
 * one thread, which closes it; closing before the body's end closes the connection.
 */
public final class Incoming implements AutoCloseable {

    private final WebUrl first;
    private final WebUrl url;
    private final Exchange exchange;
    private final FetchLimits limits;
    private final Deadline deadline;

    Incoming(WebUrl first, WebUrl url, Exchange exchange, FetchLimits limits, Deadline deadline) {
        this.first = first;
        this.url = url;
        this.exchange = exchange;
        this.limits = limits;
        this.deadline = deadline;
    }

    /** What was asked for, in canonical form. */
    public String asked() {
        return first.toString();
    }

    /** Where it comes from in the end, after redirects and mirrors, in canonical form. */
    public String url() {
        return url.toString();
    }

    /** The name or address of the server that answers, for sentences: a mirror is named by what it stands for. */
    public String host() {
        return url.server();
    }

    /** Whatever it is; no redirect that could be followed. */
    public int status() {
        return exchange.head().statusCode();
    }

    /** The value of a header; the first one where there are several. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.head().getHeader(name));
    }

    /** What the body is packed in, in lower case; {@code identity} for nothing, which is all that is ever asked for. */
    public String encoding() {
        return header("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the whole body, once, of at most {@link FetchLimits#maxSize}; what was written before a failure stays written.
     *
     * @throws NoAnswerException
     *             {@code TooLarge} before the byte that would be too many is written; {@code TimedOut} and {@code BrokenOff}
     * @throws IOException
     *             of {@code out}
     */
    public void writeTo(OutputStream out) throws NoAnswerException, IOException, InterruptedException {
        writeTo(out, limits.maxSize());
    }

    /** The same with a limit of its own, for those who have a part of it already. */
    public void writeTo(OutputStream out, ByteSize most) throws NoAnswerException, IOException, InterruptedException {
        new Body(url, exchange, limits, deadline).writeTo(out, most);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
