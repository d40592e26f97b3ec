package io.packhouse.gateway.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.packages.Revision;

/**
 * The current packages as they are read: of any number of threads at once, without locks, while one thread, that of the fold,
 * changes them. What a reader takes is one state, which does not change under it.
 */
final class Stock {

    private volatile Shelves all = Shelves.NONE;
    private final NavigableMap<String, Shelves> byCategory = new ConcurrentSkipListMap<>(CodePointOrder.INSTANCE);
    private final AtomicLong version = new AtomicLong();

    /**
     * The packages are these, and no others; much faster than one after the other. For the thread of the fold.
     *
     * @param current
     *            in the order of their keys
     */
    void fill(List<Revision> current) {
        List<Shelf> shelves = new ArrayList<>();
        Map<String, List<Shelf>> categorised = new HashMap<>();
        for (int from = 0; from < current.size();) {
            String id = current.get(from).facts().key().id();
            int to = from + 1;
            while (to < current.size() && current.get(to).facts().key().id().equals(id)) {
                to++;
            }
            Shelf shelf = new Shelf(Offer.of(current.subList(from, to)));
            shelves.add(shelf);
            categories(shelf).forEach(category -> categorised.computeIfAbsent(category, _ -> new ArrayList<>()).add(shelf));
            from = to;
        }
        categorised.forEach((category, sorted) -> byCategory.put(category, Shelves.of(sorted)));
        byCategory.keySet().retainAll(categorised.keySet());
        all = Shelves.of(shelves);
        version.incrementAndGet();
    }

    /** The packages of an id are these now. For one thread. */
    void put(String id, List<Revision> current) {
        Shelf old = all.find(id);
        Shelf fresh = current.isEmpty() ? null : new Shelf(Offer.of(current));
        Set<String> categories = categories(fresh);
        categories.forEach(category -> change(category, fresh, id));
        // Only those that it is in no more: a package that is updated is never missing anywhere in between.
        categories(old).stream().filter(category -> !categories.contains(category))
                .forEach(category -> change(category, null, id));
        all = fresh == null ? all.without(id) : all.with(fresh);
        // Behind the change: whoever sees the number sees what it counts.
        version.incrementAndGet();
    }

    private static Set<String> categories(@Nullable Shelf shelf) {
        Set<String> categories = new HashSet<>();
        if (shelf != null) {
            shelf.offers().forEach(offer -> categories.addAll(offer.revision().facts().categories()));
        }
        return categories;
    }

    private void change(String category, @Nullable Shelf shelf, String id) {
        Shelves before = byCategory.getOrDefault(category, Shelves.NONE);
        Shelves after = shelf == null ? before.without(id) : before.with(shelf);
        if (after.size() == 0) {
            byCategory.remove(category);
        } else {
            byCategory.put(category, after);
        }
    }

    /** Counts the changes. What is read after this is at least as new. */
    long version() {
        return version.get();
    }

    /** All ids. */
    Shelves all() {
        return all;
    }

    /** The ids of which some architecture has that category. */
    Shelves in(String category) {
        return byCategory.getOrDefault(category, Shelves.NONE);
    }

    /** The categories of all packages, in the order of their code points. */
    List<String> categories() {
        List<String> categories = new ArrayList<>();
        for (Map.Entry<String, Shelves> category : byCategory.entrySet()) {
            categories.add(category.getKey());
        }
        return categories;
    }
}
