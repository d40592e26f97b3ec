package io.packhouse.gateway.jobs;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.packhouse.contracts.JobId;

/** Who is told of each event of a job as it comes: event streams. Confined to the view's context. */
final class Followers {

    private final Map<JobId, Set<Consumer<Told>>> byJob = new HashMap<>();

    void add(JobId job, Consumer<Told> follower) {
        byJob.computeIfAbsent(job, _ -> new LinkedHashSet<>(1)).add(follower);
    }

    void remove(JobId job, Consumer<Told> follower) {
        byJob.computeIfPresent(job, (_, all) -> {
            all.remove(follower);
            return all.isEmpty() ? null : all;
        });
    }

    void tell(JobId job, Told told) {
        List.copyOf(byJob.getOrDefault(job, Set.of())).forEach(follower -> follower.accept(told));
    }

    Set<JobId> jobs() {
        return Set.copyOf(byJob.keySet());
    }
}
