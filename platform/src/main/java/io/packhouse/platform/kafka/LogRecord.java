package io.packhouse.platform.kafka;

import java.time.Instant;
import java.util.Map;

import io.packhouse.contracts.Topic;

/**
 * A record as a view reads it.
 *
 * @param topic
 *            where it lies
 * @param position
 *            where in that topic
 * @param at
 *            when it was written, by the writer's clock
 * @param key
 *            its key
 * @param headers
 *            its headers as text; of several with one name, the last
 * @param value
 *            its value; empty for a tombstone
 */
public record LogRecord(Topic topic, Position position, Instant at, String key, Map<String, String> headers,
        byte[] value) {
}
