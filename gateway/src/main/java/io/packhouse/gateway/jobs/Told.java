package io.packhouse.gateway.jobs;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.Json;
import io.packhouse.platform.kafka.Position;

/**
 * Something that was told of a job, as an event stream repeats it. Sealed keys are never in it.
 *
 * @param position
 *            its place in the events log, the same at every gateway; null when the end was found in the object store and no
 *            event told of it
 * @param type
 *            the name of the event
 * @param json
 *            the event
 */
record Told(@Nullable Position position, String type, String json) {

    /** What {@code event} tells, or null when this version does not know it. */
    static @Nullable Told of(@Nullable Position position, Event event) {
        return switch (event) {
            case Event.Started _ -> told(position, "started", event);
            case Event.Progress _ -> told(position, "progress", event);
            case Event.Logged _ -> told(position, "log", event);
            case Event.Ended ended -> told(position, "ended",
                    new Event.Ended(ended.job(), ended.at(), ended.kind(), ended.state(), null));
            case Event.Unknown _ -> null;
        };
    }

    private static Told told(@Nullable Position position, String type, Event event) {
        return new Told(position, type, new String(Json.write(event), StandardCharsets.UTF_8));
    }

    boolean isEnd() {
        return type.equals("ended");
    }

    /** Whether a reader who has seen {@code last} has seen this. */
    boolean isSeenBy(@Nullable Position last) {
        return position != null && last != null && position.partition() == last.partition()
                && position.offset() <= last.offset();
    }
}
