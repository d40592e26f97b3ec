package io.packhouse.contracts.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.packages.CatalogueAnswer.Added;
import io.packhouse.contracts.packages.CatalogueAnswer.NoSuchRevision;
import io.packhouse.contracts.packages.CatalogueAnswer.Unchanged;
import io.packhouse.contracts.packages.CatalogueAnswer.Updated;
import io.packhouse.contracts.packages.CatalogueRecord.Removed;
import io.packhouse.contracts.packages.CatalogueRecord.Restored;
import io.packhouse.contracts.packages.CatalogueRecord.Uploaded;

/**
 * The package catalogue: the fold of the {@link io.packhouse.contracts.Topic#PACKAGES} log in offset order, the same for every
 * reader. For one thread at a time; what it answers is immutable.
 *
 * <p>
 * A record whose job is among the last {@value #REMEMBERED} ones changes nothing, so that a redelivered job repeats its own
 * answer. Memory grows with the number of revisions, by about a kilobyte each.
 */
public final class Catalogue {

    /** Of how many jobs, the last ones of the log, the answers are remembered. */
    public static final int REMEMBERED = 65_536;

    private final NavigableMap<PackageKey, Shelf> shelves = new TreeMap<>();
    private final Map<JobId, CatalogueAnswer> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, CatalogueAnswer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** All revisions of a package, and which of them is the current one; 0 while it is removed. */
    private static final class Shelf {
        private final List<Revision> revisions = new ArrayList<>(1);
        private int current;

        @Nullable
        Revision current() {
            return current == 0 ? null : revisions.get(current - 1);
        }
    }

    /** Takes the next record; answers what it did, or what it did when its job was folded before. Empty for an unknown one. */
    public Optional<CatalogueAnswer> fold(CatalogueRecord record) {
        CatalogueAnswer known = answers.get(record.job());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<CatalogueAnswer> answer = switch (record) {
            case Uploaded uploaded -> Optional.of(upload(uploaded));
            case Removed removed -> Optional.of(remove(removed));
            case Restored restored -> Optional.of(restore(restored));
            case CatalogueRecord.Unknown _ -> Optional.empty();
        };
        answer.ifPresent(made -> answers.put(record.job(), made));
        return answer;
    }

    private CatalogueAnswer upload(Uploaded uploaded) {
        PackageKey key = uploaded.facts().key();
        Shelf shelf = shelves.computeIfAbsent(key, _ -> new Shelf());
        Revision current = shelf.current();
        if (current != null && current.facts().file().equals(uploaded.facts().file())) {
            return new Unchanged(key, current.number());
        }
        int number = shelf.revisions.size() + 1;
        shelf.revisions.add(new Revision(number, uploaded.at(), uploaded.caller(), uploaded.job(), uploaded.facts(),
                uploaded.note()));
        shelf.current = number;
        return current == null ? new Added(key, number) : new Updated(key, number);
    }

    private CatalogueAnswer remove(Removed removed) {
        int count = 0;
        for (Map.Entry<PackageKey, Shelf> shelf : of(removed.id()).entrySet()) {
            String architecture = removed.architecture();
            boolean meant = architecture == null || architecture.equals(shelf.getKey().architecture());
            if (meant && shelf.getValue().current != 0) {
                shelf.getValue().current = 0;
                count++;
            }
        }
        return new CatalogueAnswer.Removed(count);
    }

    private CatalogueAnswer restore(Restored restored) {
        Shelf shelf = shelves.get(restored.key());
        if (shelf == null || restored.revision() < 1 || restored.revision() > shelf.revisions.size()) {
            return new NoSuchRevision(restored.key(), restored.revision());
        }
        int before = shelf.current;
        shelf.current = restored.revision();
        if (before == restored.revision()) {
            return new Unchanged(restored.key(), before);
        }
        return before == 0
                ? new Added(restored.key(), restored.revision())
                : new Updated(restored.key(), restored.revision());
    }

    private NavigableMap<PackageKey, Shelf> of(String id) {
        return shelves.subMap(new PackageKey(id, ""), true, new PackageKey(id + '\0', ""), false);
    }

    /** What the record of that job did; empty when none was folded, or very long ago. */
    public Optional<CatalogueAnswer> answer(JobId job) {
        return Optional.ofNullable(answers.get(job));
    }

    /** The current revision of exactly that package. */
    public Optional<Revision> current(PackageKey key) {
        return Optional.ofNullable(shelves.get(key)).map(Shelf::current);
    }

    /** The current revisions of an id, one per architecture, in the order of their keys; empty when there are none. */
    public List<Revision> current(String id) {
        return of(id).values().stream().map(Shelf::current).filter(Objects::nonNull).toList();
    }

    /** The current revision, or the platform independent one where there is none of that architecture (reference, 2.3). */
    public Optional<Revision> select(PackageKey key) {
        return current(key).or(() -> current(new PackageKey(key.id(), "")));
    }

    /** All revisions of a package, the first one first; empty when there never was such a package. */
    public List<Revision> revisions(PackageKey key) {
        Shelf shelf = shelves.get(key);
        return shelf == null ? List.of() : List.copyOf(shelf.revisions);
    }

    /**
     * Current packages in the order of their keys.
     *
     * @param after
     *            the key after which to begin; null for the first one
     * @param limit
     *            how many at most
     */
    public List<Revision> page(@Nullable PackageKey after, int limit) {
        List<Revision> page = new ArrayList<>();
        for (Shelf shelf : (after == null ? shelves : shelves.tailMap(after, false)).values()) {
            Revision current = shelf.current();
            if (current != null) {
                if (page.size() == limit) {
                    break;
                }
                page.add(current);
            }
        }
        return page;
    }
}
