package io.packhouse.platform.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.config.ConfigException;
import io.packhouse.platform.outbound.OutboundSettings.Loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboundSettingsTest {

    private static final String PLATFORM = "config/platform.yaml";
    /** A default file that has {@code http.host}, as the gateway's has. */
    private static final String GATEWAY = "config/traffic.yaml";

    @Test
    void areWhatTheDefaultFileSays() {
        assertThat(OutboundHouse.defaults()).isEqualTo(new OutboundSettings(List.of(), Loopback.AUTO,
                List.of("80", "443", "1024-65535"), Duration.ofSeconds(5), Duration.ofSeconds(15), 64, "Packhouse",
                Optional.empty(),
                new FetchLimits(new ByteSize(256L << 20), Duration.ofMinutes(2), new ByteSize(1024),
                        Duration.ofSeconds(10))));
    }

    @ParameterizedTest
    @CsvSource({"auto, 127.0.0.1, localhost:9092, TRUE", "auto, ::1, 127.0.0.1:9092, TRUE",
            "auto, localhost, '127.0.0.1:1, [::1]:2', TRUE", "auto, 0.0.0.0, localhost:9092, FALSE",
            "auto, 192.0.2.1, localhost:9092, FALSE", "auto, ::, localhost:9092, FALSE",
            "auto, no.such.host.invalid, localhost:9092, FALSE", "auto, 127.0.0.1, 192.0.2.7:9092, FALSE",
            "auto, 127.0.0.1, 'localhost:9092,192.0.2.7:9092', FALSE", "true, 0.0.0.0, 192.0.2.7:9092, TRUE",
            "false, 127.0.0.1, localhost:9092, FALSE"})
    void letLoopbackPassWhileTheHouseIsReachedFromThisMachineAlone(String setting, String host, String bootstrap,
            Loopback decided) {
        var config = Config.load(List.of(PLATFORM, GATEWAY), Optional.empty(), Map.of(),
                Map.of("http.host", host, "outbound.allow-loopback", setting));

        assertThat(OutboundSettings.of(config, bootstrap).allowLoopback()).isEqualTo(decided);
    }

    @ParameterizedTest
    @CsvSource({"localhost:9092, TRUE", "192.0.2.7:9092, FALSE"})
    void goByKafkaWhereNothingIsKnownOfAGateway(String bootstrap, Loopback decided) {
        var config = Config.load(List.of(PLATFORM), Optional.empty(), Map.of(), Map.of());

        assertThat(OutboundSettings.of(config, bootstrap).allowLoopback()).isEqualTo(decided);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            allow | 10.0.0.0/99 | is no network
            allow | http://x | is no network
            ports | 80,0 | is no range of ports
            ports | http | is neither a port nor a range
            user-agent | a\u00e9 | printable ASCII
            connections-per-address | 0 | at least 1
            connect-timeout | 0s | at least
            keep-alive | 10ms | at least
            fetch.timeout | 0s | longer than nothing
            allow-loopback | maybe | auto
            """)
    void nameTheKeyThatIsWrong(String key, String value, String why) {
        assertThatThrownBy(() -> OutboundHouse.with(key, value)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("outbound." + key).hasMessageContaining(why);
    }
}
