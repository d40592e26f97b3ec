package io.packhouse.installerbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.installerbuilder.sample.SampleBases;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstallersSettingsTest {

    private static InstallersSettings settings(Map<String, String> flags) {
        return Config.load(List.of(InstallersSettings.DEFAULTS), Optional.empty(), Map.of(), flags)
                .section("installers", InstallersSettings.class);
    }

    @Test
    void defaultsRunTheSampleSet() {
        // when
        InstallersSettings settings = settings(Map.of());

        // then
        assertThat(settings.baseDir()).isEmpty();
        assertThat(settings.reservedPercentage()).isEqualTo(20);
        assertThat(settings.reservedKey()).isEqualTo(SampleBases.RESERVED_PUBLIC_KEY).matches("65537 [0-9]{308,309}");
        assertThat(settings.keyBits()).isEqualTo(1024);
        assertThat(settings.rescanInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.materialise()).isFalse();
        assertThat(settings.baseLimits().limits().entries()).isEqualTo(100_000);
    }

    @Test
    void operatorsBringAFolderAndAKey() {
        // when
        InstallersSettings settings = settings(Map.of("installers.base-dir", "bases", "installers.reserved-public-key",
                "65537 1000000007"));

        // then
        assertThat(settings.baseDir()).contains(Path.of("bases"));
        assertThat(settings.reservedKey()).isEqualTo("65537 1000000007");
    }

    @Test
    void aFolderWithoutAKeyStopsTheStart() {
        assertThatThrownBy(() -> settings(Map.of("installers.base-dir", "bases"))).isInstanceOf(ConfigException.class)
                .hasMessageContaining("installers.base-dir (command line)")
                .hasMessageContaining("installers.reserved-public-key must be given together with installers.base-dir");
    }

    @ParameterizedTest
    @CsvSource({"installers.reserved-percentage,25,a multiple of ten", "installers.reserved-percentage,0,10 to 90",
            "installers.reserved-percentage,100,10 to 90", "installers.reserved-public-key,1,two decimal numbers",
            "installers.reserved-public-key,1 2 3,two decimal numbers", "installers.key-bits,512,an even number",
            "installers.key-bits,1025,an even number", "installers.key-pool,0,1 to 10000",
            "installers.rescan-interval,1ms,at least 10ms", "installers.base-limits.entries,many,a whole number",
            "installers.materialise,yes,true or false"})
    void wrongValuesStopTheStartWithASentenceThatNamesTheKey(String key, String value, String why) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).isInstanceOf(ConfigException.class).hasMessageContaining(key)
                .hasMessageContaining(why);
    }
}
