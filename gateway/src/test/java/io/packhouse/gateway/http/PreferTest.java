package io.packhouse.gateway.http;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreferTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"wait=5|5", "wait=0|0", "respond-async, wait=7|7", "wait = \"9\"|9",
            "WAIT=3; foo=bar|3",
            "wait=999999999|120", "wait=5, wait=9|5"})
    void readsTheFirstWaitThatIsAsked(String header, int seconds) {
        assertThat(Prefer.waitOf(List.of(header), LONGEST)).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=-1", "wait=1.5", "wait=x", "wait=99999999999999999999", "awaited=5",
            "return=minimal"})
    void ignoresWhatItDoesNotUnderstand(String header) {
        assertThat(Prefer.waitOf(List.of(header), LONGEST)).isEmpty();
    }

    @Test
    void looksAtEveryHeader() {
        assertThat(Prefer.waitOf(List.of("return=minimal", "wait=4"), LONGEST)).hasValue(Duration.ofSeconds(4));
        assertThat(Prefer.waitOf(List.of(), LONGEST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"respond-async|true", "RESPOND-ASYNC|true", "wait=5, respond-async|true",
            "respond-async; x=y|true", "respond-asynchronously|false", "respond-async=x|false", "wait=5|false", "''|false"})
    void seesWhoWouldRatherNotWait(String header, boolean isAsync) {
        assertThat(Prefer.isAsync(List.of("return=minimal", header))).isEqualTo(isAsync);
        assertThat(Prefer.isAsync(List.of())).isFalse();
    }
}
