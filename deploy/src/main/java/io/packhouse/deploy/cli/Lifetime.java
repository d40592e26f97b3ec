package io.packhouse.deploy.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.packhouse.deploy.House;

/**
 * The life of a process that serves until it is told to end: SIGTERM and Ctrl-C close the house in order, and the process
 * ends with 0, because that is what was asked for.
 */
final class Lifetime {

    /** Over the drain limit of any service; then the process ends anyway, with 1. */
    private static final Duration CLOSING_LIMIT = Duration.ofSeconds(45);

    private static final int FAILED = 1;

    private static volatile int status;

    private Lifetime() {
    }

    /** From now on a signal, or {@link #end}, closes {@code house} and ends the process. */
    static void endsWith(House house) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(house), "closing"));
    }

    /**
     * As {@link #endsWith}, and a signal's exit code stays what it is everywhere, 128 and its number: for programs that stand in
     * for others which end so.
     */
    static void endsBySignalWith(House house) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            var closer = Thread.ofPlatform().daemon().name("closer").start(house::close);
            try {
                if (!closer.join(CLOSING_LIMIT)) {
                    Runtime.getRuntime().halt(FAILED);
                }
            } catch (InterruptedException e) {
                Runtime.getRuntime().halt(FAILED);
            }
        }, "closing"));
    }

    private static void close(House house) {
        var closer = Thread.ofPlatform().daemon().name("closer").start(house::close);
        try {
            // The end by a signal would be 143 or 130 otherwise.
            Runtime.getRuntime().halt(closer.join(CLOSING_LIMIT) ? status : FAILED);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** Waits for ever; the process ends by a signal. */
    static void serve() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Ends the process, closing what is open. */
    static void end(int code) {
        status = code;
        System.exit(code);
    }
}
