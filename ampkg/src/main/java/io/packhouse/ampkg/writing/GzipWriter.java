package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.jspecify.annotations.Nullable;

/**
 * Writes one gzip member whose parts of 256 KiB are packed by several threads at once; each part may refer to the 32 KiB before
 * it, so that it packs as well as in one go. Parts, level and header are fixed: the same content gives the same bytes, however
 * many threads there are (and wherever Java brings the same zlib). Memory: below 600 KiB for each processor and two more.
 */
public final class GzipWriter implements AutoCloseable {

    /** Deflated, no flags, no time, system unknown: equal input, equal bytes. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final ThreadPoolExecutor THREADS = threads();

    private final OutputStream out;
    private final int level;
    private final CRC32 checksum = new CRC32();
    private final Deque<Packing> packings = new ArrayDeque<>();
    private final Deque<DeflatedChunk> spare = new ArrayDeque<>();
    private final Deque<ChunkDeflater> deflaters = new ArrayDeque<>();
    private long count;
    private DeflatedChunk chunk = new DeflatedChunk();

    private record Packing(DeflatedChunk chunk, ChunkDeflater deflater, CompletableFuture<Void> done) {

        /** Frees the compressor behind its work. */
        void release() {
            var _ = done.whenComplete((_, _) -> deflater.close());
        }
    }

    /**
     * Begins a member.
     *
     * @param out
     *            is never closed
     * @param level
     *            1 to 9
     */
    public GzipWriter(OutputStream out, int level) throws IOException {
        if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("levels of compression are 1 to 9, not " + level);
        }
        this.out = out;
        this.level = level;
        out.write(HEADER);
    }

    /** Adds content. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checksum.update(bytes, offset, length);
        count += length;
        for (int at = 0; at < length;) {
            at += chunk.take(bytes, offset + at, length - at);
            if (chunk.isFull()) {
                pack();
            }
        }
    }

    /** Ends the member. */
    public void finish() throws IOException {
        while (!packings.isEmpty()) {
            writeFirst();
        }
        ChunkDeflater deflater = deflater();
        deflaters.add(deflater);
        chunk.pack(deflater, true);
        out.write(chunk.packed(), 0, chunk.packedLength());
        byte[] trailer = new byte[8];
        for (int i = 0; i < 4; i++) {
            trailer[i] = (byte) (checksum.getValue() >> (8 * i));
            trailer[4 + i] = (byte) (count >> (8 * i));
        }
        out.write(trailer);
    }

    private void pack() throws IOException {
        if (packings.size() > PROCESSORS) {
            writeFirst();
        }
        DeflatedChunk full = chunk;
        ChunkDeflater deflater = deflater();
        packings.add(new Packing(full, deflater, CompletableFuture.runAsync(() -> full.pack(deflater, false), THREADS)));
        @Nullable
        DeflatedChunk old = spare.poll();
        chunk = old == null ? new DeflatedChunk() : old;
        chunk.follow(full);
    }

    private ChunkDeflater deflater() {
        @Nullable
        ChunkDeflater idle = deflaters.poll();
        return idle == null ? new ChunkDeflater(level) : idle;
    }

    private void writeFirst() throws IOException {
        Packing first = packings.element();
        try {
            first.done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while a package was packed").initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("packing failed", e.getCause());
        }
        packings.remove();
        out.write(first.chunk.packed(), 0, first.chunk.packedLength());
        deflaters.add(first.deflater);
        spare.add(first.chunk);
    }

    /** Frees the compressors; a member that was not finished stays without its end. */
    @Override
    public void close() {
        for (Packing packing : packings) {
            packing.release();
        }
        packings.clear();
        deflaters.forEach(ChunkDeflater::close);
        deflaters.clear();
    }

    private static ThreadPoolExecutor threads() {
        ThreadFactory named = Executors.defaultThreadFactory();
        var threads = new ThreadPoolExecutor(PROCESSORS, PROCESSORS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = named.newThread(task);
                    thread.setName("ampkg-deflate");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
