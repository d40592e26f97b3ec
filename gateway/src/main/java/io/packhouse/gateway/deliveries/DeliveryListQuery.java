package io.packhouse.gateway.deliveries;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Failure.Violation;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.gateway.deliveries.DeliveryTable.Place;

/**
 * The question {@code GET /api/v1/deliveries?state=&job=&origin=&limit=&cursor=}. A cursor is a place in the order of
 * deliveries, so it stays good while they come and end.
 *
 * @param origin
 *            as {@link Origin} writes it; asked for by any URL of it
 * @param limit
 *            1 to 1000
 */
record DeliveryListQuery(@Nullable DeliveryState state, @Nullable JobId job, @Nullable String origin, int limit,
        @Nullable Place after) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 1000;
    private static final Set<String> KNOWN = Set.of("state", "job", "origin", "limit", "cursor");

    /** Reads the query; refuses with {@code INVALID_REQUEST}, with a violation for each parameter that is wrong. */
    static DeliveryListQuery of(MultiMap query) {
        List<Violation> wrong = new ArrayList<>();
        for (String name : query.names()) {
            if (!KNOWN.contains(name) || query.getAll(name).size() > 1) {
                wrong.add(new Violation("/" + name,
                        "the parameters are state, job, origin, limit and cursor, each once at most"));
            }
        }
        DeliveryState state = state(query.get("state"), wrong);
        JobId job = job(query.get("job"), wrong);
        int limit = limit(query.get("limit"), wrong);
        Place after = after(query.get("cursor"), wrong);
        if (!wrong.isEmpty()) {
            throw new Failure(Code.INVALID_REQUEST, "the query is not understood", wrong).exception();
        }
        String origin = query.get("origin");
        return new DeliveryListQuery(state, job, origin == null ? null : Origin.of(origin), limit, after);
    }

    private static @Nullable DeliveryState state(@Nullable String text, List<Violation> wrong) {
        if (text == null) {
            return null;
        }
        var state = Arrays.stream(DeliveryState.values()).filter(one -> one.wire().equals(text)).findFirst();
        if (state.isEmpty()) {
            wrong.add(new Violation("/state", "a state is pending, delivered or given-up"));
        }
        return state.orElse(null);
    }

    private static @Nullable JobId job(@Nullable String text, List<Violation> wrong) {
        if (text == null) {
            return null;
        }
        var job = JobId.parse(text);
        if (job.isEmpty()) {
            wrong.add(new Violation("/job", "a job is named by its id"));
        }
        return job.orElse(null);
    }

    private static int limit(@Nullable String text, List<Violation> wrong) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LARGEST_LIMIT) {
            return Integer.parseInt(text);
        }
        wrong.add(new Violation("/limit", "a limit is a number from 1 to " + LARGEST_LIMIT));
        return DEFAULT_LIMIT;
    }

    private static @Nullable Place after(@Nullable String text, List<Violation> wrong) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ", 2);
            if (parts.length == 2) {
                return new Place(Instant.parse(parts[0]), new JobId(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException _) {
            // Not one of ours; said below.
        }
        wrong.add(new Violation("/cursor", "a cursor is the value of 'next' in an answer, unchanged"));
        return null;
    }

    /** A place as a cursor. */
    static String cursor(Place place) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((place.wantedAt() + " " + place.job()).getBytes(StandardCharsets.US_ASCII));
    }

    boolean wants(DeliveryEntry entry) {
        return (state == null || entry.state() == state) && (job == null || entry.job().equals(job))
                && (origin == null || entry.origin().equals(origin));
    }
}
