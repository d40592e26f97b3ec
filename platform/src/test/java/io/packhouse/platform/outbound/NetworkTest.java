package io.packhouse.platform.outbound;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.255.255, 11.0.0.0", "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
            "192.0.2.1, 192.0.2.1, 192.0.2.2", "0.0.0.0/0, 255.255.255.255, ::1", "10.1.2.3/15, 10.0.0.0, 10.2.0.0",
            "128.0.0.0/1, 255.0.0.1, 127.255.255.255", "fd00::/8, fdff::1, fe00::1", "::1, ::1, ::2",
            "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1", "::/0, ffff::, 1.2.3.4"})
    void holdsAddresses(String network, String within, String beyond) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(within))).isTrue();
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(beyond))).isFalse();
    }

    /** Against arithmetic on the addresses as numbers. */
    @Test
    void holdsWhatHasTheSamePrefix() throws Exception {
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextBoolean() ? 4 : 16;
            byte[] base = new byte[length];
            random.nextBytes(base);
            byte[] other = base.clone();
            int flipped = random.nextInt(length * 8);
            other[flipped / 8] ^= (byte) (0x80 >> (flipped % 8));
            int bits = random.nextInt(length * 8 + 1);
            boolean same = new BigInteger(1, base).shiftRight(length * 8 - bits)
                    .equals(new BigInteger(1, other).shiftRight(length * 8 - bits));

            assertThat(new Network(InetAddress.getByAddress(base), bits).contains(InetAddress.getByAddress(other)))
                    .as("%d bits, %d flipped", bits, flipped).isEqualTo(same);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "10.0.0/8", "10/8", "127.1", "1.2.3.4.5", "/8",
            "example.org/8", "fe80::1%eth0", "10.0.0.0/8/8", "256.0.0.1", ":", "0x7f.0.0.1/8"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> AllowList.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://inside.example", "a b", "*.example", "", "user@inside.example"})
    void refusesNamesThatAreNone(String text) {
        assertThatThrownBy(() -> AllowList.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void readsPorts() {
        var ports = Ports.parse(List.of("80", "1024-1030"));

        assertThat(List.of(80, 1024, 1030)).allMatch(ports::contains);
        assertThat(List.of(0, 79, 81, 1023, 1031)).noneMatch(ports::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "20-10", "http", "", "1-", "-1", "1-2-3"})
    void refusesPortsThatAreNone(String text) {
        assertThatThrownBy(() -> Ports.parse(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}
