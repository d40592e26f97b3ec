package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.EntryCheck;

/**
 * Unpacks entries that are copied, to nowhere, so that nothing is handed on that lies about its size or its checksum. Runs
 * beside the copying on a few virtual threads, as it costs several times as much; entries that were read to their end
 * before are not looked at again.
 */
final class CopyChecks implements AutoCloseable {

    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<ArchiveEntry> waiting;
    private final List<Future<?>> running;

    private CopyChecks(List<ArchiveEntry> entries) {
        waiting = new ConcurrentLinkedQueue<>(entries);
        running = IntStream.range(0, Math.min(THREADS, entries.size())).<Future<?>>mapToObj(i -> executor.submit(this::run))
                .toList();
    }

    /** Begins to check {@code entries}, whose archives stay open until this is closed. */
    static CopyChecks of(List<ArchiveEntry> entries) {
        return new CopyChecks(entries.stream().filter(entry -> !entry.isVerified()).toList());
    }

    private Void run() throws IOException {
        try (var check = new EntryCheck()) {
            for (ArchiveEntry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
                check.check(entry);
            }
        } catch (IOException | RuntimeException e) {
            waiting.clear();
            throw e;
        }
        return null;
    }

    /** Waits until all entries were found right, or throws what is wrong with one. */
    void await() throws IOException {
        for (Future<?> check : running) {
            try {
                check.get();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var interrupted = new InterruptedIOException("interrupted while copied entries were checked");
                interrupted.initCause(e);
                throw interrupted;
            }
        }
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException("checking copied entries failed", cause);
        };
    }

    /** Ends after the entries that are being looked at; the others are left out. */
    @Override
    public void close() {
        waiting.clear();
        executor.close();
    }
}
