package io.packhouse.platform.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.queue.QueueSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The platform's default file and its records say the same. */
class PlatformDefaultsTest {

    private static final List<String> DEFAULTS = List.of("config/platform.yaml");

    @Test
    void binds_every_section() {
        var config = Config.load(DEFAULTS, Optional.empty(), Map.of(), Map.of());

        assertThat(config.section("kafka", KafkaSettings.class))
                .isEqualTo(KafkaSettings.local("localhost:9092", "packhouse."));
        assertThat(config.section("queue", QueueSettings.class)).isEqualTo(QueueSettings.defaults());
    }

    @Test
    void passes_kafka_properties_through() {
        var config = Config.load(DEFAULTS, Optional.empty(),
                Map.of("PACKHOUSE_KAFKA_PROPERTIES", "{security.protocol: SASL_PLAINTEXT}"),
                Map.of("kafka.properties.sasl.mechanism", "PLAIN"));

        assertThat(config.section("kafka", KafkaSettings.class).properties())
                .containsOnly(Map.entry("security.protocol", "SASL_PLAINTEXT"), Map.entry("sasl.mechanism", "PLAIN"));
        assertThat(config.annotated()).doesNotContain("SASL_PLAINTEXT");
    }

    @Test
    void blames_the_key_that_the_operator_changed() {
        var config = Config.load(DEFAULTS, Optional.empty(), Map.of("PACKHOUSE_KAFKA_MIN_INSYNC", "2"), Map.of());

        assertThatThrownBy(() -> config.section("kafka", KafkaSettings.class)).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.min-insync (environment variable PACKHOUSE_KAFKA_MIN_INSYNC): ");
    }

    @Test
    void describes_every_key() {
        assertThat(Defaults.read(DEFAULTS).keys()).allSatisfy(key -> assertThat(key.description()).isNotBlank());
    }
}
