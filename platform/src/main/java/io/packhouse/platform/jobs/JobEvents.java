package io.packhouse.platform.jobs;

import java.util.Map;

import io.vertx.core.Future;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;

/** Tells what happens to jobs, on the events log. What is told may be lost or repeated without harm. */
public final class JobEvents {

    private final LogWriter writer;

    public JobEvents(LogWriter writer) {
        this.writer = writer;
    }

    /** Tells; never blocks. */
    public Future<Position> tell(Event event) {
        return writer.append(Topic.EVENTS, event.job().value(),
                Map.of(Headers.JOB, event.job().value(), Headers.CONTENT_TYPE, Headers.JSON), Json.write(event));
    }

    /** The event that a record of the events log carries; an exception when it carries none. */
    public static Event read(LogRecord record) {
        return Json.read(record.value(), Event.class);
    }
}
