package io.packhouse.platform.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.OptionalLong;

import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

import io.packhouse.platform.config.ByteSize;

/** The body of a fetched file, within its limits. */
final class Body {

    private final WebUrl url;
    private final Exchange exchange;
    private final FetchLimits limits;
    private final Deadline deadline;

    Body(WebUrl url, Exchange exchange, FetchLimits limits, Deadline deadline) {
        this.url = url;
        this.exchange = exchange;
        this.limits = limits;
        this.deadline = deadline;
    }

    /**
     * Writes the whole body, or fails; a body that ends early has failed.
     *
     * @param most
     *            how many bytes it may have
     */
    void writeTo(OutputStream out, ByteSize most) throws NoAnswerException, IOException, InterruptedException {
        OptionalLong declared = declared(exchange.head());
        checkSize(declared.orElse(0), most);
        long size = 0;
        var rate = new RateWatch(limits.minRate().bytes(), limits.rateWindow(), System.nanoTime());
        while (true) {
            long now = System.nanoTime();
            if (deadline.isOver()) {
                throw new NoAnswerException.TimedOut(
                        url.server() + " did not send the whole file within " + limits.timeout().toMillis() + " ms");
            }
            if (rate.isTooSlow(now)) {
                throw new NoAnswerException.TimedOut(url.server() + " sends less than " + limits.minRate() + " a second");
            }
            switch (exchange.next(Math.min(deadline.remaining(), rate.patience(now)))) {
                case null -> {
                    // Nothing came; the limits are looked at again.
                }
                case Exchange.Piece.Bytes(var buffer) -> {
                    checkSize(size + buffer.length(), most);
                    rate.came(buffer.length());
                    out.write(buffer.getBytes());
                    size += buffer.length();
                }
                case Exchange.Piece.End _ -> {
                    checkWhole(size, declared);
                    return;
                }
                case Exchange.Piece.Broken(Throwable cause) -> throw broken(size, cause);
            }
        }
    }

    /** What {@code Content-Length} says; chunked bodies have their own end. */
    private static OptionalLong declared(HttpClientResponse head) {
        String length = head.getHeader("Content-Length");
        return length == null || head.headers().contains("Transfer-Encoding") || !length.matches("[0-9]{1,18}")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(length));
    }

    private void checkSize(long size, ByteSize most) throws NoAnswerException.TooLarge {
        if (size > most.bytes()) {
            throw new NoAnswerException.TooLarge(String.format(Locale.ROOT,
                    "The file at %s has more than %s, the most that is fetched", url.server(), most));
        }
    }

    private void checkWhole(long size, OptionalLong declared) throws NoAnswerException.BrokenOff {
        if (declared.isPresent() && declared.getAsLong() != size) {
            throw broken(size, null);
        }
    }

    private NoAnswerException.BrokenOff broken(long size, @Nullable Throwable cause) {
        return new NoAnswerException.BrokenOff(
                "The connection to " + url.server() + " ended after " + size + " bytes of the file, before its end", cause);
    }
}
