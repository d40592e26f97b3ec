package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Runs single steps of one build, or finds what they made: in this build, in the cache, in another build that runs the same at
 * this moment. For any number of threads.
 */
final class StepRunner {

    /** What a runner works with, the same for all builds of a process. */
    record Shop(StepKinds kinds, ObjectStore objects, StepCache cache, Flights flights) {
    }

    /** How deep steps may be parts of steps. */
    private static final int DEPTH_LIMIT = 8;

    private final Shop shop;
    private final DataFiles data;
    private final Duration ttl;
    private final Budget budget;
    private final StepLog log;
    private final int runsLimit;
    private final Semaphore permits;
    private final AtomicInteger runs = new AtomicInteger();
    private final ConcurrentMap<String, CompletableFuture<Done>> here = new ConcurrentHashMap<>();

    /**
     * @param ttl
     *            how long what volatile steps made is fresh
     * @param runsLimit
     *            the most runs of steps of this build
     * @param parallel
     *            how many may run at once
     */
    StepRunner(Shop shop, DataFiles data, Duration ttl, Budget budget, StepLog log, int runsLimit, int parallel) {
        this.shop = shop;
        this.data = data;
        this.ttl = ttl;
        this.budget = budget;
        this.log = log;
        this.runsLimit = runsLimit;
        this.permits = new Semaphore(parallel, true);
    }

    Budget budget() {
        return budget;
    }

    DataFiles data() {
        return data;
    }

    StepLog log() {
        return log;
    }

    /** Fails when {@code more} runs of steps are more than the build may have. */
    void checkRuns(int more) {
        if (runs.get() + more > runsLimit) {
            throw new Failure(Failure.Code.TOO_LARGE,
                    "the build has more than " + runsLimit + " runs of steps (environments.limits.steps)").exception();
        }
    }

    /** Runs a step of the recipe; waits until it may. */
    Done run(String step, String kind, Value.Fields with, Side side) throws IOException, InterruptedException {
        return run(step, shop.kinds().get(kind), new Parameters(step, with), side, 0);
    }

    /**
     * Runs a step as a part of another one, which has the permit.
     *
     * @param depth
     *            1 for a part of a step of the recipe
     */
    Done runPart(String step, String kind, Value.Fields with, StepKind whole, Side side, int depth)
            throws IOException, InterruptedException {
        StepKind part = shop.kinds().get(kind);
        if (depth > DEPTH_LIMIT) {
            throw internal(step, "steps are parts of steps at most " + DEPTH_LIMIT + " deep");
        }
        if (part.usesSide() && !whole.usesSide()) {
            throw internal(step,
                    "the kind " + kind + " depends on the side, " + whole.name() + " does not say that it does");
        }
        return run(step, part, new Parameters(step, with), side, depth);
    }

    private Done run(String step, StepKind kind, Parameters with, Side side, int depth)
            throws IOException, InterruptedException {
        runs.incrementAndGet();
        checkRuns(0);
        SortedMap<String, BlobRef> files = data.namedBy(with.values());
        String key = StepKey.of(kind, with, side, files);
        CompletableFuture<Done> known = here.get(key);
        if (known != null) {
            return of(known, step);
        }
        // Others may wait only for what has its permit: a whole that waits for a part holds one.
        if (depth == 0) {
            permits.acquire();
        }
        CompletableFuture<Done> mine = new CompletableFuture<>();
        CompletableFuture<Done> other;
        try {
            other = here.putIfAbsent(key, mine);
            if (other == null) {
                return flown(new RunningStep(this, step, kind, with, side, files, depth), key, mine);
            }
        } finally {
            if (depth == 0) {
                permits.release();
            }
        }
        return of(other, step);
    }

    private Done flown(RunningStep call, String key, CompletableFuture<Done> mine) throws IOException, InterruptedException {
        long from = System.nanoTime();
        try {
            boolean isVolatile = call.kind().isVolatile(call.with());
            Done done = shop.flights().run(isVolatile ? key + " " + ttl : key, () -> made(key, isVolatile, call));
            log.ended(call.id(), call.kind().name(), done, from);
            mine.complete(done);
            return done;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            mine.completeExceptionally(e);
            if (!(e instanceof InterruptedException)) {
                log.failed(call.id(), call.kind().name(), String.valueOf(e.getMessage()), from);
            }
            throw e;
        }
    }

    /** What another thread of this build makes of the same; its failure is told by that one. */
    private static Done of(CompletableFuture<Done> other, String step) throws InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure.failure().exception(failure);
            }
            throw new InterruptedException("step " + step + ": an equal step of this build failed");
        }
    }

    private Done made(String key, boolean isVolatile, RunningStep call) throws IOException, InterruptedException {
        StepCache cache = shop.cache();
        Optional<CacheEntry> known = isVolatile ? cache.findFresh(key, ttl) : cache.find(key);
        if (known.isPresent()) {
            return new Done(known.get().result().value(), Done.How.CACHED, known.get().until());
        }
        if (isVolatile) {
            call.knows(cache.findLast(key));
        }
        StepResult result = result(call);
        Instant freshUntil = call.freshUntil();
        if (isVolatile) {
            CacheEntry kept = cache.keepFresh(key, ttl, result);
            return new Done(kept.result().value(), Done.How.DONE, Done.earlier(kept.until(), freshUntil));
        }
        // What has volatile parts is as fresh as they are; only they are kept.
        return freshUntil == null
                ? new Done(cache.keep(key, result).result().value(), Done.How.DONE, null)
                : new Done(result.value(), Done.How.DONE, freshUntil);
    }

    private StepResult result(RunningStep call) throws IOException, InterruptedException {
        try {
            return call.kind().run(call);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (FailureException e) {
            if (e.failure().code() == Failure.Code.NOT_FOUND && !BlobsOf.areThere(shop.objects(), call.with().values())) {
                throw new Failure(Failure.Code.UNAVAILABLE, "somebody cleared away what step " + call.id() + " is given")
                        .exception(e);
            }
            throw e;
        }
    }

    private static FailureException internal(String step, String sentence) {
        return new Failure(Failure.Code.INTERNAL, "step " + step + ": " + sentence).exception();
    }
}
