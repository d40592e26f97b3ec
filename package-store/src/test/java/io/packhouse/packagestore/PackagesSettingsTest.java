package io.packhouse.packagestore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.ampkg.PackageLimits;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackagesSettingsTest {

    private static PackagesSettings settings(Map<String, String> flags) {
        return Config.load(List.of(PackagesSettings.DEFAULTS), Optional.empty(), Map.of(), flags)
                .section(PackagesSettings.SECTION, PackagesSettings.class);
    }

    @Test
    void theDefaultsAreThoseOfTheFormatAndVerifyNothing() {
        PackagesSettings settings = settings(Map.of());

        assertThat(settings.limits().format()).isEqualTo(PackageLimits.DEFAULT);
        assertThat(settings.developerCa()).isEmpty();
        assertThat(settings.storeKey()).isEmpty();
        assertThat(settings.dataDir()).isEmpty();
    }

    @Test
    void severalCertificatesAreSeparatedByCommas() {
        assertThat(settings(Map.of("packages.developer-ca", "a.pem, /b/c.pem")).developerCa())
                .containsExactly(Path.of("a.pem"), Path.of("/b/c.pem"));
    }

    @ParameterizedTest
    @CsvSource({"packages.workers,0,packages.workers is 1 to 200", "packages.time-limit,2h,packages.time-limit is 1s to 1h",
            "packages.prepare-level,10,packages.prepare-level is 1 to 9", "packages.limits.entries,0,at least 1",
            "packages.limits.yaml,65MiB,packages.limits.yaml is at most 64MiB",
            "packages.directory.poll,1ms,packages.directory.poll is at least 10ms",
            "packages.limits.packed,many,must be a size"})
    void aWrongValueIsNamed(String key, String value, String sentence) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).isInstanceOf(ConfigException.class)
                .hasMessageContaining(key).hasMessageContaining(sentence);
    }
}
