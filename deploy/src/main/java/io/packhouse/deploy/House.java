package io.packhouse.deploy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.platform.service.Service;

/**
 * The services of one process. They are started one after the other, and closed in the opposite order: whatever a service
 * stands on outlives it.
 */
public final class House implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final Consumer<String> progress;
    private final Deque<Open> open = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /** Something that must be closed. */
    private record Open(String name, AutoCloseable thing) {
    }

    /**
     * @param progress
     *            told, in words for the one who waits, what is up
     */
    public House(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Starts {@code service}, and answers it when it does its work.
     *
     * @throws IllegalStateException
     *             when the house was closed meanwhile
     * @throws Exception
     *             what the service threw; it is closed with the house, as are the others
     */
    public <T extends Service> T open(T service) throws Exception {
        lock.lock();
        try {
            keep(service.name(), service);
            var started = System.nanoTime();
            service.start();
            var seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
            progress.accept("%s: up after %.1f s".formatted(service.name(), seconds));
            return service;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over to close {@code thing}.
     *
     * @throws IllegalStateException
     *             when the house was closed meanwhile; the thing is closed then
     */
    public <T extends AutoCloseable> T keep(String name, T thing) {
        lock.lock();
        try {
            open.push(new Open(name, thing));
            if (closed) {
                close();
                throw new IllegalStateException("This process is ending");
            }
            return thing;
        } finally {
            lock.unlock();
        }
    }

    /** Closes everything, the last one first. What cannot be closed does not keep the others open. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (!open.isEmpty()) {
                var last = open.pop();
                try {
                    last.thing().close();
                } catch (Exception e) {
                    LOG.atError().setCause(e).addKeyValue("name", last.name()).log("Something did not close in order");
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
