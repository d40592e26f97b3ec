package io.packhouse.platform.kafka;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PositionTest {

    @ParameterizedTest
    @CsvSource({"0-0, 0, 0", "0-17, 0, 17", "999999999-999999999999999999, 999999999, 999999999999999999"})
    void isReadAndWritten(String text, int partition, long offset) {
        assertThat(Position.parse(text)).contains(new Position(partition, offset));
        assertThat(new Position(partition, offset)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0", "0-", "-0", "0--1", "-1-0", " 0-0", "0-0 ", "0-0\n", "a-b", "0x1-1",
            "1000000000000-0",
            "0-9999999999999999999", "٠-١"})
    void refusesEverythingElse(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }
}
