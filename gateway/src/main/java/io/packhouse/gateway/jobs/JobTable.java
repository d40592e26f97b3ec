package io.packhouse.gateway.jobs;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.kafka.Position;

/**
 * The jobs that a view knows: all unfinished ones, and of the others the last that were told of. What is told of a job may
 * come in any order (its command and its events lie on different topics) and more than once.
 *
 * <p>
 * A job whose end was forgotten before its command is read counts as unfinished until somebody looks for its outcome.
 * Confined to the view's context.
 */
final class JobTable {

    private final int recentLimit;
    private final Map<JobId, JobEntry> all = new HashMap<>();
    /** A command was seen, and no end: never forgotten. In the order in which they were seen. */
    private final Map<JobId, JobEntry> unfinished = new LinkedHashMap<>();
    /** Ended, or only told of by events. The eldest is forgotten first. */
    private final Map<JobId, JobEntry> recent = new LinkedHashMap<>();
    private final Looks looks = new Looks();
    private final NavigableMap<ListPlace, JobEntry> newestFirst = new TreeMap<>();

    JobTable(int recentLimit) {
        this.recentLimit = recentLimit;
    }

    /** A command lies on its queue. */
    JobEntry accepted(Envelope envelope) {
        JobEntry entry = entry(envelope.job(), envelope.acceptedAt());
        newestFirst.remove(placeOf(entry));
        entry.accepted(envelope);
        newestFirst.put(placeOf(entry), entry);
        if (!entry.isEnded()) {
            recent.remove(entry.id());
            if (unfinished.putIfAbsent(entry.id(), entry) == null) {
                looks.add(entry);
            }
        }
        forget();
        return entry;
    }

    /** An event was told; answers what streams repeat of it, or null when that is nothing. */
    @Nullable
    Told happened(@Nullable Position position, Event event) {
        Told told = Told.of(position, event);
        if (told == null) {
            return null;
        }
        JobEntry entry = entry(event.job(), event.at());
        boolean repeatedEnd = told.isEnd() && entry.isEnded();
        entry.happened(event);
        if (!repeatedEnd) {
            entry.keep(told);
        }
        if (entry.isEnded() && unfinished.remove(entry.id()) != null) {
            recent.put(entry.id(), entry);
            looks.remove(entry);
        }
        forget();
        return repeatedEnd ? null : told;
    }

    private JobEntry entry(JobId id, Instant since) {
        JobEntry known = all.get(id);
        if (known != null) {
            return known;
        }
        JobEntry fresh = new JobEntry(id, since);
        all.put(id, fresh);
        recent.put(id, fresh);
        newestFirst.put(placeOf(fresh), fresh);
        return fresh;
    }

    private void forget() {
        Iterator<JobEntry> eldest = recent.values().iterator();
        while (recent.size() > recentLimit) {
            JobEntry entry = eldest.next();
            eldest.remove();
            all.remove(entry.id());
            newestFirst.remove(placeOf(entry));
        }
    }

    private static ListPlace placeOf(JobEntry entry) {
        return new ListPlace(entry.since(), entry.id());
    }

    Optional<JobEntry> find(JobId id) {
        return Optional.ofNullable(all.get(id));
    }

    /**
     * A page of jobs, newest first.
     *
     * @param after
     *            the last place of the page before, null for the first page
     */
    List<JobStatus> page(@Nullable JobState state, @Nullable String kind, @Nullable ListPlace after, int limit) {
        Predicate<JobEntry> wanted = entry -> (state == null || entry.state() == state)
                && (kind == null || kind.equals(entry.kind()));
        var rest = after == null ? newestFirst : newestFirst.tailMap(after, false);
        return rest.values().stream().filter(wanted).limit(limit).map(JobEntry::status).toList();
    }

    /** The place of a job that {@link #page} answered, for the next page. */
    Optional<ListPlace> place(JobId id) {
        return find(id).map(JobTable::placeOf);
    }

    /** When the unfinished job that was seen first was accepted. */
    Optional<Instant> oldestUnfinished() {
        return unfinished.values().stream().findFirst().map(JobEntry::since);
    }

    int unfinishedCount() {
        return unfinished.size();
    }

    /**
     * Unfinished jobs whose outcome it is time to look for.
     *
     * @param now
     *            in {@code nanoTime}
     * @param next
     *            when it is time again for those that are answered
     */
    List<JobId> toLookFor(long now, long next, int limit) {
        return looks.take(now, next, limit);
    }
}
