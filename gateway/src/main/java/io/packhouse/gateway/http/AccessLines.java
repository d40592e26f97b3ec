package io.packhouse.gateway.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the lines of the access log from a thread of its own: a console that does not take them must not hold up an event
 * loop. When {@value #LIMIT} lines wait, further ones are dropped and counted.
 */
final class AccessLines implements AutoCloseable {

    private static final int LIMIT = 8192;
    private static final Logger log = LoggerFactory.getLogger("io.packhouse.access");

    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(LIMIT);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer = Thread.ofVirtual().name("access-log").unstarted(this::write);

    /** One request that was answered. */
    record Line(String trace, String method, String path, int status, long bytes, long millis, boolean complete) {
    }

    /** Begins to write. */
    void start() {
        writer.start();
    }

    /** Takes a line; never blocks. */
    void add(Line line) {
        if (!waiting.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException e) {
            waiting.forEach(this::write);
        }
    }

    private void write(Line line) {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            log.atWarn().addKeyValue("lines", lost).log("The log could not keep up; lines are missing here");
        }
        log.atInfo().addKeyValue("method", line.method()).addKeyValue("path", line.path())
                .addKeyValue("status", line.status())
                .addKeyValue("bytes", line.bytes()).addKeyValue("ms", line.millis()).addKeyValue("complete", line.complete())
                .addKeyValue("trace", line.trace()).log("Answered");
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(java.time.Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
