package io.packhouse.gateway.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.packhouse.contracts.JobId;

/**
 * The unfinished jobs in the order in which it is time to look for their outcomes. A look costs what it finds due and no more,
 * however many jobs wait: there may be hundreds of thousands of them, and this runs on an event loop. Confined to the view's
 * context.
 */
final class Looks {

    /** Jobs that nobody has looked for yet. Apart from the others, whose turn comes much later. */
    private final Set<JobEntry> first = new LinkedHashSet<>();
    private final Set<JobEntry> further = new LinkedHashSet<>();

    void add(JobEntry entry) {
        first.add(entry);
    }

    void remove(JobEntry entry) {
        first.remove(entry);
        further.remove(entry);
    }

    /** Up to {@code limit} jobs that are due at {@code now}; they are due again at {@code next}. */
    List<JobId> take(long now, long next, int limit) {
        List<JobEntry> due = new ArrayList<>();
        take(first, due, now, next, limit);
        take(further, due, now, next, limit);
        further.addAll(due);
        return due.stream().map(JobEntry::id).toList();
    }

    private static void take(Set<JobEntry> from, List<JobEntry> due, long now, long next, int limit) {
        for (Iterator<JobEntry> entries = from.iterator(); due.size() < limit && entries.hasNext();) {
            JobEntry entry = entries.next();
            if (!entry.isLookDue(now, next)) {
                return;
            }
            entries.remove();
            due.add(entry);
        }
    }
}
