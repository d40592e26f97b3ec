package io.packhouse.repackager.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchiveLimitsTest {

    private static ArchiveLimits limits(Map<String, String> flags) {
        return Config.load(List.of("config/addons.yaml"), Optional.empty(), Map.of(), flags).section("addons.limits",
                ArchiveLimits.class);
    }

    @Test
    void theDefaultsAreThoseOfTheConfiguration() {
        // when / then
        assertThat(limits(Map.of())).isEqualTo(ArchiveLimits.DEFAULT);
    }

    @Test
    void operatorsMaySetThem() {
        // when
        ArchiveLimits limits = limits(Map.of("addons.limits.path-depth", "7", "addons.limits.ratio-floor", "0"));

        // then
        assertThat(limits.pathDepth()).isEqualTo(7);
        assertThat(limits.ratioFloor().bytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entries   | 0     | at least 1
            ratio     | -1    | at least 1
            packed    | 0     | at least 1
            packed    | 4GiB  | below 4GiB, not 4GiB
            entries   | 65535 | at most 65534, not 65535
            directory | 1GiB  | below 1GiB, not 1GiB""")
    void refusesWhatMakesNoSense(String key, String value, String why) {
        // when / then
        assertThatThrownBy(() -> limits(Map.of("addons.limits." + key, value))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("addons.limits." + key).hasMessageContaining(why);
    }
}
