package io.packhouse.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class FreePortsTest {

    private static final Path GIVEN_AWAY = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    @Test
    void givesNoPortTwice() {
        var ports = IntStream.range(0, 200).map(i -> FreePorts.next()).boxed().toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void aGivenPortCanBeListenedAt() throws Exception {
        var port = FreePorts.next();

        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void passesPortsThatAreTaken() throws Exception {
        try (var socket = new ServerSocket(FreePorts.next() + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.next()).isNotEqualTo(socket.getLocalPort());
        }
    }

    @Test
    void givesNoneThatTheSystemGivesToOthers() throws IOException {
        assumeTrue(Files.exists(GIVEN_AWAY));
        int first = Integer.parseInt(Files.readString(GIVEN_AWAY).strip().replaceFirst("\\s.*", ""));
        assumeTrue(first > 32_000, "this system gives away lower ports than most");

        assertThat(FreePorts.next()).isLessThan(first);
    }
}
