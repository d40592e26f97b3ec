package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the probe runs within a sandbox: tries what must not be possible and what must. Prints one line for each that is not as
 * it should be, and {@code done} at last. One class, for nothing else of this program is there.
 */
final class ProbeProgram {

    private static final int CONNECT_MILLIS = 2000;
    /** The last one where there is no {@code /proc}. */
    private static final Set<String> ALLOWED = Set.of("LC_ALL", "TZ", "LD_LIBRARY_PATH");

    private ProbeProgram() {
    }

    /** Arguments: a port of the host's loopback address, a secret file outside, a directory outside, its inputs, its outputs. */
    public static void main(String[] args) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                    CONNECT_MILLIS);
            System.out.println("it reaches the network");
        } catch (IOException expected) {
            System.out.println("no network");
        }
        if (Files.exists(Path.of(args[1]))) {
            System.out.println("it sees files outside");
        }
        tryToWrite(Path.of(args[2], "escaped"), "it writes outside");
        tryToWrite(Path.of(args[3], "changed"), "it changes its inputs");
        if (!ALLOWED.containsAll(System.getenv().keySet())) {
            System.out.println("its environment is not empty");
        }
        try {
            Files.writeString(Path.of(args[4], "result"), "written");
        } catch (IOException e) {
            System.out.println("it cannot write its output");
        }
        System.out.println("done");
    }

    private static void tryToWrite(Path file, String complaint) {
        try {
            Files.writeString(file, "x");
            System.out.println(complaint);
        } catch (IOException expected) {
            System.out.println("no writing");
        }
    }
}
