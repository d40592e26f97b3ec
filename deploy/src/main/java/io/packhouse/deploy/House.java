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
    private final Deque<Service> running = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

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
     *             what the service threw; it is closed then, the others run on
     */
    public <T extends Service> T open(T service) throws Exception {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This process is ending");
            }
            var started = System.nanoTime();
            running.push(service);
            service.start();
            var seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
            progress.accept("%s is up (%.1f s)".formatted(service.name(), seconds));
            return service;
        } finally {
            lock.unlock();
        }
    }

    /** Closes all services, the last one first. A service that cannot be closed does not keep the others open. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (!running.isEmpty()) {
                var service = running.pop();
                try {
                    service.close();
                } catch (RuntimeException e) {
                    LOG.atError().setCause(e).addKeyValue("service", service.name()).log("A service did not close in order");
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
