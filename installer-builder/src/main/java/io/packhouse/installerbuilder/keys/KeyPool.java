package io.packhouse.installerbuilder.keys;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Pairs made ahead, so that a build with made keys is as quick as one with given keys. One thread of low priority keeps the
 * pool full; an empty pool costs the caller the time of a pair, never a wait for another's.
 *
 * <p>
 * Every pair is handed out once. The pool lives in memory only, and is wiped when it is closed. Safe for any number of
 * threads.
 */
public final class KeyPool implements AutoCloseable {

    /**
     * A pair costs some 20 ms of a processor. While the pool is more than half full the next one can wait until the build that
     * took one is likely done, instead of competing with it.
     */
    private static final Duration REST = Duration.ofMillis(50);

    private final PairMaker maker;
    private final BlockingQueue<MadePair> pairs;
    private volatile boolean closed;
    private @Nullable Thread filler;

    /**
     * An empty pool; {@link #start()} fills it.
     *
     * @param size
     *            the most pairs that are kept, at least 1
     */
    public KeyPool(PairMaker maker, int size) {
        this.maker = maker;
        this.pairs = new ArrayBlockingQueue<>(size);
    }

    /** Begins to fill the pool in the background. May be called once. */
    @SuppressWarnings("ThreadPriorityCheck") // A hint only: nothing goes wrong where the system does not heed it.
    public synchronized void start() {
        if (closed || filler != null) {
            throw new IllegalStateException("a key pool is started once, before it is closed");
        }
        filler = Thread.ofPlatform().name("key-pool").daemon(true).priority(Thread.MIN_PRIORITY).unstarted(this::fill);
        filler.start();
    }

    /** A pair that nobody else has or gets: from the pool, or made by the calling thread when the pool has none. */
    public MadePair take() {
        MadePair pair = pairs.poll();
        return pair != null ? pair : maker.make();
    }

    /** How many pairs lie ready. */
    public int ready() {
        return pairs.size();
    }

    private void fill() {
        try {
            while (!closed) {
                pairs.put(maker.make());
                if (pairs.size() > pairs.remainingCapacity()) {
                    Thread.sleep(REST);
                }
            }
        } catch (InterruptedException e) {
            // Closed while the pool was full; close() wipes what is left.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the background thread and wipes every pair. {@link #take()} still works, and makes each pair anew. */
    @Override
    public synchronized void close() {
        closed = true;
        if (filler != null) {
            filler.interrupt();
            awaitEnd(filler);
        }
        for (MadePair pair = pairs.poll(); pair != null; pair = pairs.poll()) {
            pair.wipe();
        }
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
