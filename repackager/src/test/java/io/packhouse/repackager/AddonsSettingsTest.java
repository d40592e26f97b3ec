package io.packhouse.repackager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;
import io.packhouse.repackager.archive.ArchiveLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddonsSettingsTest {

    private static AddonsSettings with(Map<String, String> flags) {
        return Config.load(List.of(AddonsSettings.DEFAULTS), Optional.empty(), Map.of(), flags)
                .section(AddonsSettings.SECTION, AddonsSettings.class);
    }

    @Test
    void theDefaultsAreWhatTheFileSays() {
        AddonsSettings settings = with(Map.of());

        assertThat(settings.workers()).isEqualTo(4);
        assertThat(settings.highWorkers()).isEqualTo(4);
        assertThat(settings.timeLimit()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.sdkRoot()).isEmpty();
        assertThat(settings.sdkDefault()).isEmpty();
        assertThat(settings.fetch().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.limits()).isEqualTo(ArchiveLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"workers, 0, 1 to 200", "high-workers, 201, 1 to 200", "time-limit, 1ms, 1s to 1h",
            "time-limit, 2h, 1s to 1h",
            "sdk-rescan-interval, 1ms, at least 10ms", "fetch.timeout, 3m, below addons.time-limit",
            "fetch.max-size, 0, at least 1 byte"})
    void whatCannotBeStopsTheStart(String key, String value, String sentence) {
        assertThatThrownBy(() -> with(Map.of("addons." + key, value))).isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }
}
