package io.packhouse.repackager.pingback;

import java.util.LinkedHashSet;
import java.util.Set;

/** How many attempts a process may make at once; receivers that found none free come next, each in its turn. Under the lock. */
final class Slots {

    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int free;

    Slots(int count) {
        this.free = count;
    }

    /** Takes a slot; where none is free, {@code again} is called once when there may be one. */
    boolean take(Runnable again) {
        if (free == 0) {
            waiting.add(again);
            return false;
        }
        free--;
        return true;
    }

    /** Gives a slot back and calls the next one who waits. */
    void give() {
        free++;
        while (free > 0 && !waiting.isEmpty()) {
            Runnable next = waiting.iterator().next();
            waiting.remove(next);
            next.run();
        }
    }
}
