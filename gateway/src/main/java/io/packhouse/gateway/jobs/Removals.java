package io.packhouse.gateway.jobs;

import java.time.Instant;

import io.vertx.core.Future;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Which jobs' artifacts were removed: nobody gets them any more, at any gateway. A marker beside the outcome says so, created
 * once; the outcome stays as it is. For event loops.
 */
public final class Removals {

    private final ObjectStore objects;
    private final BlockingCalls calls;

    public Removals(ObjectStore objects, BlockingCalls calls) {
        this.objects = objects;
        this.calls = calls;
    }

    /** A marker: when it was made, for people. */
    private record Removed(Instant at, String by) {
    }

    /** Removes what the job made, or will make. Removing twice is as good as once. */
    public Future<Void> remove(JobId job, String by) {
        return calls.call(() -> {
            objects.createOnce(JobKeys.removed(job), Json.write(new Removed(Instant.now(), by)),
                    Durability.POWER);
            return null;
        });
    }

    /** Whether what the job made was removed. */
    public Future<Boolean> isRemoved(JobId job) {
        return calls.call(() -> objects.get(JobKeys.removed(job)).isPresent());
    }
}
