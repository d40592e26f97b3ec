package io.packhouse.platform.jobs;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobEventsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"type\":\"log\"}", "\u0000"})
    void whatIsNoEventIsRefused(String value) {
        var record = new LogRecord(Topic.EVENTS, new Position(0, 0), Instant.EPOCH, "k", Map.of(), value.getBytes(UTF_8));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> JobEvents.read(record));
    }
}
