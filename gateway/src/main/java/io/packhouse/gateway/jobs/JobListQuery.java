package io.packhouse.gateway.jobs;

import java.util.Arrays;
import java.util.Set;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobState;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.gateway.api.ListQuery;

/**
 * The question {@code GET /api/v1/jobs?state=&kind=&limit=&cursor=}.
 *
 * @param limit
 *            1 to 1000
 */
record JobListQuery(@Nullable JobState state, @Nullable String kind, int limit, @Nullable ListPlace after) {

    /** Reads the query; refuses with {@code INVALID_REQUEST}, with a violation for each parameter that is wrong. */
    static JobListQuery of(MultiMap parameters) {
        ListQuery query = new ListQuery(parameters, Set.of("state", "kind"), "state, kind, limit and cursor");
        JobState state = query.filter("state",
                text -> Arrays.stream(JobState.values()).filter(one -> one.wire().equals(text)).findFirst(),
                "a state is queued, running, succeeded, failed or cancelled");
        JobListQuery read = new JobListQuery(state, parameters.get("kind"), query.limit(), query.after());
        query.check();
        return read;
    }
}
