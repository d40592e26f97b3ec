package io.packhouse.gateway.packages;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Shelves in the order of their ids, code unit by code unit. Never changes: a change makes another one that shares nearly
 * everything with it, so that any number of threads can walk through one state of the catalogue while it goes on changing.
 */
final class Shelves {

    /** No shelf. */
    static final Shelves NONE = new Shelves(new Shelf[0][], 0);
    private static final int LARGEST_CHUNK = 256;

    /** None of them is empty. */
    private final Shelf[][] chunks;
    private final int size;

    private Shelves(Shelf[][] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    /**
     * Makes them all at once.
     *
     * @param sorted
     *            in the order of their ids, each once
     */
    static Shelves of(List<Shelf> sorted) {
        int half = LARGEST_CHUNK / 2;
        Shelf[][] chunks = new Shelf[(sorted.size() + half - 1) / half][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = sorted.subList(i * half, Math.min(sorted.size(), (i + 1) * half)).toArray(Shelf[]::new);
        }
        return new Shelves(chunks, sorted.size());
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** The shelf of that id; null when there is none. */
    @Nullable
    Shelf find(String id) {
        if (size == 0) {
            return null;
        }
        Shelf[] chunk = chunks[chunkOf(id)];
        int at = search(chunk, id);
        return at < 0 ? null : chunk[at];
    }

    /** These, with {@code shelf} in the place of the one with its id. */
    Shelves with(Shelf shelf) {
        if (size == 0) {
            return new Shelves(new Shelf[][]{{shelf}}, 1);
        }
        int index = chunkOf(shelf.id());
        Shelf[] chunk = chunks[index];
        int at = search(chunk, shelf.id());
        if (at >= 0) {
            Shelf[] changed = chunk.clone();
            changed[at] = shelf;
            return new Shelves(replaced(index, changed), size);
        }
        int place = -at - 1;
        Shelf[] changed = new Shelf[chunk.length + 1];
        System.arraycopy(chunk, 0, changed, 0, place);
        changed[place] = shelf;
        System.arraycopy(chunk, place, changed, place + 1, chunk.length - place);
        return new Shelves(changed.length > LARGEST_CHUNK ? split(index, changed) : replaced(index, changed), size + 1);
    }

    /** These without the shelf of that id. */
    Shelves without(String id) {
        if (find(id) == null) {
            return this;
        }
        int index = chunkOf(id);
        Shelf[] chunk = chunks[index];
        int at = search(chunk, id);
        if (chunk.length == 1) {
            Shelf[][] fewer = new Shelf[chunks.length - 1][];
            System.arraycopy(chunks, 0, fewer, 0, index);
            System.arraycopy(chunks, index + 1, fewer, index, fewer.length - index);
            return new Shelves(fewer, size - 1);
        }
        Shelf[] changed = new Shelf[chunk.length - 1];
        System.arraycopy(chunk, 0, changed, 0, at);
        System.arraycopy(chunk, at + 1, changed, at, changed.length - at);
        return new Shelves(replaced(index, changed), size - 1);
    }

    /**
     * Walks through them.
     *
     * @param from
     *            the first id to look at, whether it is there or not; the empty string for the first of all
     * @param visitor
     *            answers whether to go on
     */
    void walk(String from, Predicate<Shelf> visitor) {
        if (size == 0) {
            return;
        }
        int index = from.isEmpty() ? 0 : chunkOf(from);
        int at = from.isEmpty() ? 0 : search(chunks[index], from);
        int place = at < 0 ? -at - 1 : at;
        for (; index < chunks.length; index++, place = 0) {
            for (; place < chunks[index].length; place++) {
                if (!visitor.test(chunks[index][place])) {
                    return;
                }
            }
        }
    }

    /** The last chunk that does not begin behind {@code id}, or the first one. */
    private int chunkOf(String id) {
        int low = 0;
        int high = chunks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks[middle][0].id().compareTo(id) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** As {@link Arrays#binarySearch(Object[], Object)}. */
    private static int search(Shelf[] chunk, String id) {
        int low = 0;
        int high = chunk.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = chunk[middle].id().compareTo(id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private Shelf[][] replaced(int index, Shelf[] chunk) {
        Shelf[][] changed = chunks.clone();
        changed[index] = chunk;
        return changed;
    }

    private Shelf[][] split(int index, Shelf[] chunk) {
        Shelf[][] more = new Shelf[chunks.length + 1][];
        System.arraycopy(chunks, 0, more, 0, index);
        more[index] = Arrays.copyOf(chunk, chunk.length / 2);
        more[index + 1] = Arrays.copyOfRange(chunk, chunk.length / 2, chunk.length);
        System.arraycopy(chunks, index + 1, more, index + 2, chunks.length - index - 1);
        return more;
    }
}
