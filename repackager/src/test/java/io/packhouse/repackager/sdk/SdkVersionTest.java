package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SdkVersionTest {

    private static final List<String> RELEASED = List.of("0.1", "0.9", "1.0a1", "1.0b1", "1.0b3", "1.0b5", "1.0b10",
            "1.0rc1",
            "1.0", "1.0.1", "1.1", "1.2.1", "1.4", "1.4.1", "1.4.3", "1.5", "1.9", "1.10", "1.13", "1.13.2", "1.14rc1",
            "1.14",
            "1.17", "2.0");

    @Test
    void ordersAsTheyWereReleased() {
        long seed = System.nanoTime();
        List<String> shuffled = new ArrayList<>(RELEASED);
        Collections.shuffle(shuffled, new Random(seed));

        List<String> sorted = shuffled.stream().map(SdkVersion::of).sorted().map(SdkVersion::text).toList();

        assertThat(sorted).as("seed %d", seed).isEqualTo(RELEASED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.", ".1", "x", "1.0c1", "1.0b5x", "-1", "1..2", "1.2.3.4.5", "999999999999", "1.0/../2",
            "1 ",
            "１.0"})
    void isNone(String text) {
        assertThat(SdkVersion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.0b1, BETA", "1.0b5, BETA", "1.0rc1, FLAT", "1.0, FLAT", "1.3, FLAT", "1.4, NESTED", "1.4.3, NESTED",
            "1.11, NESTED", "1.12, SINGLE", "1.13.2, SINGLE", "1.14rc1, BUNDLED", "1.14, BUNDLED", "1.15, UNBUNDLED",
            "1.17, UNBUNDLED"})
    void hasAGeneration(String version, Generation generation) {
        assertThat(Generation.of(SdkVersion.of(version))).contains(generation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.9", "0.10", "1.0a2", "1.18", "2.0"})
    void hasNoGeneration(String version) {
        assertThat(Generation.of(SdkVersion.of(version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "1.4.1", "1.4.2", "1.13", "1.13.1", "1.14rc1"})
    void isWithdrawn(String version) {
        assertThat(SdkVersion.of(version).withdrawn()).isTrue();
        assertThat(SdkVersion.of("1.4.3").withdrawn()).isFalse();
    }

    @Test
    void knowsItsReleaseLine() {
        assertThat(SdkVersion.of("1.14rc1").fromLine(1, 14)).isTrue();
        assertThat(SdkVersion.of("1.13.2").fromLine(1, 14)).isFalse();
        assertThat(SdkVersion.of("2.0").fromLine(1, 14)).isTrue();
        assertThat(SdkVersion.of("1.14rc1").from("1.14")).isFalse();
    }
}
