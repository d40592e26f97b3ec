package io.packhouse.gateway.installers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Keeps the event loop free of long documents: small ones are read at once, large ones on virtual threads, and only a few
 * at a time, so that their trees do not fill the memory side by side.
 */
final class Reading {

    /** Read in well under a millisecond. */
    private static final int SMALL = 16 * 1024;

    private final Vertx vertx;
    private final Semaphore slots = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    Reading(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What {@code work} makes of a document of {@code size} bytes, told on the caller's event loop. */
    <T> Future<T> of(int size, Supplier<T> work) {
        CompletableFuture<T> read = new CompletableFuture<>();
        if (size <= SMALL) {
            complete(read, work);
        } else {
            Thread.ofVirtual().name("reading").start(() -> {
                slots.acquireUninterruptibly();
                try {
                    complete(read, work);
                } finally {
                    slots.release();
                }
            });
        }
        return Future.fromCompletionStage(read, vertx.getOrCreateContext());
    }

    /** The failure goes to the one who waits, whatever it is. */
    private static <T> void complete(CompletableFuture<T> read, Supplier<T> work) {
        try {
            read.complete(work.get());
        } catch (RuntimeException | Error e) {
            read.completeExceptionally(e);
        }
    }
}
