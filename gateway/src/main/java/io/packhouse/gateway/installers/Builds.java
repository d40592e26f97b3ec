package io.packhouse.gateway.installers;

import java.time.Duration;

import io.vertx.core.Future;

import io.packhouse.contracts.JobId;
import io.packhouse.gateway.jobs.Jobs;

/** Finds builds by their ids. For an event loop; never blocks. */
final class Builds {

    private final Jobs jobs;
    private final Duration patience;

    /**
     * @param patience
     *            how long a build that has not ended is waited for
     */
    Builds(Jobs jobs, Duration patience) {
        this.jobs = jobs;
        this.patience = patience;
    }

    /**
     * What there is under {@code id}. The outcome is asked for first: it lies in the object store, so builds that have ended
     * are found while Kafka is away. Fails with {@code UNAVAILABLE} when it cannot be told now whether there is such a build.
     */
    Future<Build> find(JobId id) {
        return jobs.outcome(id).compose(outcome -> outcome.map(ended -> Future.succeededFuture(Build.of(id, ended)))
                .orElseGet(() -> unfinished(id)));
    }

    private Future<Build> unfinished(JobId id) {
        return jobs.find(id).compose(status -> {
            if (status.isEmpty()) {
                return Future.succeededFuture(Build.unknown(id));
            }
            if (status.get().outcome() != null) {
                return Future.succeededFuture(Build.of(id, status.get().outcome()));
            }
            return jobs.await(id, patience)
                    .map(ending -> ending.map(ended -> Build.of(id, ended.outcome())).orElseGet(Build.Unfinished::new));
        });
    }
}
