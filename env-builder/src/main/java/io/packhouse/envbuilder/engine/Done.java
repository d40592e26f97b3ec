package io.packhouse.envbuilder.engine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.values.Value;

/**
 * A step that was done.
 *
 * @param how
 *            where the value comes from
 * @param freshUntil
 *            how long it may be taken for true; null for good
 */
record Done(Value value, How how, @Nullable Instant freshUntil) {

    /** Where a value comes from. */
    enum How {
        /** It was made now. */
        DONE,
        /** It was made before. */
        CACHED,
        /** Another build made it at the same time. */
        JOINED
    }

    Done joined() {
        return new Done(value, How.JOINED, freshUntil);
    }

    /** The same as what became of an element of a list. */
    Done of(Value element) {
        return new Done(SidesOf.inherited(element, value), how, freshUntil);
    }

    /** The earlier of two times; null is never. */
    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
