package io.packhouse.platform.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the writes that wait and their bytes, from the call until the producer has let go of the record. It is what bounds
 * the memory of writing: the producer's own buffer does not see what queues up in front of it.
 */
final class WaitingRoom {

    private final int places;
    private final long room;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    WaitingRoom(int places, long room) {
        this.places = places;
        this.room = room;
    }

    /** Lets a record in, or says no. A record larger than the room may wait alone: the producer says what is wrong with it. */
    boolean enter(int size) {
        if (waiting.incrementAndGet() > places) {
            waiting.decrementAndGet();
            return false;
        }
        long now = bytes.addAndGet(size);
        if (now > room && now != size) {
            leave(size);
            return false;
        }
        return true;
    }

    void leave(int size) {
        bytes.addAndGet(-size);
        waiting.decrementAndGet();
    }
}
