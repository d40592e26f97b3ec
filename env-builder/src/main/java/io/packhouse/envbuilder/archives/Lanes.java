package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Does the same with many things, several at once, on virtual threads. Making one blob durable is mostly waiting for the disk,
 * which takes many blobs at once as fast as a few.
 */
final class Lanes<T, R> {

    /** More do not help a disk, and each holds buffers. */
    private static final int COUNT = 16;

    /** What is done with one thing. */
    interface Work<T, R> {
        R of(T item) throws IOException;
    }

    private final List<T> items;
    private final Work<T, R> work;
    private final List<@Nullable R> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Lanes(List<T> items, Work<T, R> work) {
        this.items = items;
        this.work = work;
        this.results = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(items.size(), null)));
    }

    /**
     * The results in the order of the items. The first failure ends all and is thrown; when this returns or throws, nothing runs
     * any more.
     */
    static <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException, InterruptedException {
        var lanes = new Lanes<T, R>(items, work);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(COUNT, items.size()); i++) {
            threads.add(Thread.ofVirtual().start(lanes::run));
        }
        lanes.await(threads);
        return switch (lanes.failure.get()) {
            case null -> lanes.results.stream().<R>map(Objects::requireNonNull).toList();
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("nothing else can be thrown", e);
        };
    }

    private void run() {
        for (int i = next.getAndIncrement(); i < items.size() && failure.get() == null; i = next.getAndIncrement()) {
            try {
                results.set(i, work.of(items.get(i)));
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** An interrupt goes on to all, and is reported once they have stopped: they read a file that the caller will close. */
    private void await(List<Thread> threads) throws InterruptedException {
        InterruptedException interrupt = null;
        for (int i = 0; i < threads.size();) {
            try {
                threads.get(i).join();
                i++;
            } catch (InterruptedException e) {
                interrupt = e;
                next.set(items.size());
                threads.forEach(Thread::interrupt);
            }
        }
        if (interrupt != null) {
            throw interrupt;
        }
    }
}
