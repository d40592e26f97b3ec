package io.packhouse.gateway.deliveries;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.gateway.api.ListQuery;

/**
 * The question {@code GET /api/v1/deliveries?state=&job=&origin=&limit=&cursor=}.
 *
 * @param origin
 *            as {@link Origin} writes it; asked for by any URL of it
 * @param limit
 *            1 to 1000
 */
record DeliveryListQuery(@Nullable DeliveryState state, @Nullable JobId job, @Nullable String origin, int limit,
        @Nullable ListPlace after) {

    /** Reads the query; refuses with {@code INVALID_REQUEST}, with a violation for each parameter that is wrong. */
    static DeliveryListQuery of(MultiMap parameters) {
        ListQuery query = new ListQuery(parameters, Set.of("state", "job", "origin"),
                "state, job, origin, limit and cursor");
        DeliveryState state = query.filter("state",
                text -> Arrays.stream(DeliveryState.values()).filter(one -> one.wire().equals(text)).findFirst(),
                "a state is pending, delivered or given-up");
        JobId job = query.filter("job", JobId::parse, "a job is named by its id");
        String origin = query.filter("origin", text -> Optional.of(Origin.of(text)), "");
        DeliveryListQuery read = new DeliveryListQuery(state, job, origin, query.limit(), query.after());
        query.check();
        return read;
    }

    boolean wants(DeliveryEntry entry) {
        return (state == null || entry.state() == state) && (job == null || entry.job().equals(job))
                && (origin == null || entry.origin().equals(origin));
    }
}
