package io.packhouse.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Ports that nobody listens at, and that nobody takes by chance: they lie below those that Linux gives to connections and to
 * servers at port 0, and no two JVMs of tests are given the same. So a server can be stopped and started again at its port.
 * Where a server can take port 0 itself and keep it, let it.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    /** A JVM takes so many ports together; the first of them shows to others that they are taken. */
    private static final int SLICE = 50;

    private static final List<ServerSocket> SLICES = new ArrayList<>();
    private static int next = FIRST;
    private static int end = FIRST;

    private FreePorts() {
    }

    /** A free port of the loopback address that no JVM of these tests was given which still runs. */
    public static synchronized int next() {
        while (true) {
            if (next == end) {
                takeSlice();
            }
            ServerSocket socket = listen(next++);
            if (socket != null) {
                close(socket);
                return socket.getLocalPort();
            }
        }
    }

    private static void takeSlice() {
        for (int first = end; first < END; first += SLICE) {
            ServerSocket mark = listen(first);
            if (mark != null) {
                SLICES.add(mark);
                next = first + 1;
                end = first + SLICE;
                return;
            }
        }
        throw new IllegalStateException("no ports are left between " + FIRST + " and " + END);
    }

    private static @Nullable ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            return null;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that nobody uses does not close", e);
        }
    }
}
