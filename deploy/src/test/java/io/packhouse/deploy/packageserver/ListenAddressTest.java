package io.packhouse.deploy.packageserver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({"localhost:8020,127.0.0.1,8020", "LocalHost,127.0.0.1,0", "any,0.0.0.0,0", "ANY:80,0.0.0.0,80",
            "10.1.2.3:65535,10.1.2.3,65535", "10.1.2.3,10.1.2.3,0", "[::1]:8020,::1,8020",
            "[::1],::1,0", "::1,::1,0", "[FE80::1]:1,fe80::1,1"})
    void reads(String text, String host, int port) throws Exception {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":8020", "any:", "any:0", "any:65536", "any:99999999999", "any:x", "any:-1", "any:+1",
            "packages.example.org", "packages.example.org:80", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1", "[::1", "::1]:80",
            "[::1]:", "[::1]x", "[127.0.0.1]:80", "[any]:80", "1:2:3", "http://localhost:8020", "any :80"})
    void refusesWithTheOriginalsWords(String text) {
        assertThatExceptionOfType(ServerException.class).isThrownBy(() -> ListenAddress.parse(text))
                .withMessageStartingWith("the listen address needs to have a host part")
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void isPrintedWithThePortThatWasTaken() throws Exception {
        assertThat(ListenAddress.parse("any").with(4711)).isEqualTo("0.0.0.0:4711");
        assertThat(ListenAddress.parse("::1").with(4711)).isEqualTo("[::1]:4711");
    }
}
