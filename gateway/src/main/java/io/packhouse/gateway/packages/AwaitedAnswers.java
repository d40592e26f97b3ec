package io.packhouse.gateway.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.CatalogueAnswer;

/** Calls that wait until the record of a job is folded. Confined to the view's context. */
final class AwaitedAnswers {

    private final Vertx vertx;
    private final int limit;
    private final Map<JobId, List<Waiting>> byJob = new HashMap<>();
    private int count;

    private record Waiting(Promise<Optional<CatalogueAnswer>> promise, long timer) {
    }

    AwaitedAnswers(Vertx vertx, int limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    /** Adds a call; {@code promise} completes empty after {@code longest}. */
    void add(JobId job, Duration longest, Promise<Optional<CatalogueAnswer>> promise) {
        if (count >= limit) {
            promise.fail(new Failure(Failure.Code.UNAVAILABLE,
                    "more than " + limit + " calls wait for the catalogue; try again shortly").exception());
            return;
        }
        count++;
        long timer = vertx.setTimer(Math.max(1, longest.toMillis()), fired -> giveUp(job, fired));
        byJob.computeIfAbsent(job, _ -> new ArrayList<>(1)).add(new Waiting(promise, timer));
    }

    private void giveUp(JobId job, long timer) {
        List<Waiting> all = byJob.getOrDefault(job, List.of());
        all.stream().filter(one -> one.timer() == timer).findFirst().ifPresent(late -> {
            all.remove(late);
            if (all.isEmpty()) {
                byJob.remove(job);
            }
            count--;
            late.promise().complete(Optional.empty());
        });
    }

    /** The record of that job is folded. */
    void answered(JobId job, CatalogueAnswer answer) {
        List<Waiting> all = byJob.remove(job);
        if (all != null) {
            for (Waiting waiting : all) {
                vertx.cancelTimer(waiting.timer());
                count--;
                waiting.promise().complete(Optional.of(answer));
            }
        }
    }
}
