package io.packhouse.gateway.api;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

import io.packhouse.contracts.JobId;

/**
 * A place in a list of what happened to jobs, newest first. It stays good while entries come and end, so it is what a list's
 * cursor names.
 *
 * @param since
 *            the time that the list is ordered by
 * @param job
 *            whose entry it is; orders those of one time
 */
public record ListPlace(Instant since, JobId job) implements Comparable<ListPlace> {

    private static final Comparator<ListPlace> NEWEST_FIRST = Comparator.comparing(ListPlace::since).reversed()
            .thenComparing(ListPlace::job);

    @Override
    public int compareTo(ListPlace other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The place as a cursor. */
    public String cursor() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((since + " " + job).getBytes(StandardCharsets.US_ASCII));
    }

    /** The place that a cursor names, or empty when it is none of ours. */
    static Optional<ListPlace> parse(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(" ", 2);
            return parts.length == 2
                    ? Optional.of(new ListPlace(Instant.parse(parts[0]), new JobId(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
