package io.packhouse.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;
import io.packhouse.signing.keys.KeySettings;
import io.packhouse.signing.keys.KeyUse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningSettingsTest {

    @Test
    void hasNoKeysOutOfTheBox() {
        var settings = settings(Map.of(), Map.of());

        assertThat(settings.keys()).isEmpty();
        assertThat(settings.workers()).isEqualTo(4);
        assertThat(settings.overlap()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesKeysFromAVariableAndFromFlags() {
        var variable = "{store: {file: store.p12, password-file: pw, uses: [ampkg-store, artifact]}}";
        var flags = Map.of("signing.keys.addons.file", "ca.p12", "signing.keys.addons.password-env", "CA_PASSWORD",
                "signing.keys.addons.uses", "xpi");

        assertThat(settings(Map.of("PACKHOUSE_SIGNING_KEYS", variable), flags).keys()).isEqualTo(Map.of("store",
                new KeySettings(Path.of("store.p12"), Optional.of(Path.of("pw")), Optional.empty(),
                        List.of(KeyUse.AMPKG_STORE, KeyUse.ARTIFACT)),
                "addons", new KeySettings(Path.of("ca.p12"), Optional.empty(), Optional.of("CA_PASSWORD"),
                        List.of(KeyUse.XPI))));
    }

    @Test
    void refusesWhatMakesNoSense() {
        refused("signing.workers is 1 to 200", "signing.workers", "0");
        refused("signing.time-limit is 1s to 10m", "signing.time-limit", "1h");
        refused("signing.reload-interval is at least 10ms", "signing.reload-interval", "1ms");
        refused("one of ampkg-developer, ampkg-store, xpi, artifact", "signing.keys.a.file", "f", "signing.keys.a.uses",
                "everything");
        refused("a key without uses serves nothing", "signing.keys.a.file", "f", "signing.keys.a.uses", "");
        refused("password-file or password-env, not both", "signing.keys.a.file", "f", "signing.keys.a.uses", "xpi",
                "signing.keys.a.password-file", "p", "signing.keys.a.password-env", "P");
        refused("signing.keys.a.file is missing", "signing.keys.a.uses", "xpi");
        refused("a key's name is 1 to 64 characters", "signing.keys.a b.file", "f", "signing.keys.a b.uses", "xpi");
    }

    private static void refused(String why, String... flags) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < flags.length; i += 2) {
            all.put(flags[i], flags[i + 1]);
        }
        assertThatThrownBy(() -> settings(Map.of(), all)).isInstanceOf(ConfigException.class).hasMessageContaining(why);
    }

    private static SigningSettings settings(Map<String, String> environment, Map<String, String> flags) {
        return Config.load(List.of(SigningSettings.DEFAULTS), Optional.empty(), environment, flags)
                .section(SigningSettings.SECTION, SigningSettings.class);
    }
}
