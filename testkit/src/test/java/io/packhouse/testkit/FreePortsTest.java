package io.packhouse.testkit;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreePortsTest {

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
}
