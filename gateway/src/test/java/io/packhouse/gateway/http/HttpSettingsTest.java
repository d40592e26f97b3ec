package io.packhouse.gateway.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpSettingsTest {

    @Test
    void theAddressIsTheOneThatWasListenedOnUnlessAPublicOneIsSet() {
        assertThat(settings("127.0.0.1", null).address(4711)).isEqualTo("http://127.0.0.1:4711");
        assertThat(settings("::1", null).address(80)).isEqualTo("http://[::1]:80");
        assertThat(settings("0.0.0.0", "https://example.org/").address(4711)).isEqualTo("https://example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "ftp://example.org", "https://example.org/path", "https://example.org?x=1",
            "https://user@example.org", "https:///"})
    void aPublicUrlIsSchemeHostAndPort(String wrong) {
        assertThatThrownBy(() -> settings("127.0.0.1", wrong)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public-url").hasMessageContaining(wrong);
    }

    private static HttpSettings settings(String host, String publicUrl) {
        return new HttpSettings(host, 0, Optional.ofNullable(publicUrl).map(URI::create), Duration.ofMinutes(5),
                Duration.ofMinutes(1), 100, Duration.ofSeconds(1), false);
    }
}
