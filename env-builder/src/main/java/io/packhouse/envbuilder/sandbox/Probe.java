package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a means holds on this machine: asked by running something within that tries to get out. */
final class Probe {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PROGRAM = "ProbeProgram";
    private static final List<String> RIGHT = List.of("no network", "no writing", "no writing", "done");

    private Probe() {
    }

    /** In a sentence, what is wrong with {@code means} here; empty when it holds. */
    static Optional<String> trouble(Means means, JavaHome java, Limits limits, Path scratch) throws InterruptedException {
        try (var room = new Room(scratch, means.isConfined());
                var outside = new Room(scratch, false);
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path secret = Files.writeString(outside.in().resolve("secret"), "secret");
            layProgram(room.in());
            var run = new Run(means, java, limits);
            var ended = run.program(room, List.of("-cp", room.inSeen(), Probe.class.getPackageName() + "." + PROGRAM,
                    Integer.toString(server.getLocalPort()), secret.toString(), outside.out().toString(),
                    room.inSeen(), room.outSeen()), LIMIT);
            boolean isRight = ended.isWell() && ended.tail().lines().toList().equals(RIGHT)
                    && Files.readString(room.out().resolve("result")).equals("written");
            return isRight
                    ? Optional.empty()
                    : Optional.of(ended.isWell()
                            ? "the sandbox does not hold: " + ended.tail()
                            : "it " + ended.trouble() + (ended.tail().isEmpty() ? "" : ": " + ended.tail()));
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static void layProgram(Path in) throws IOException {
        Path directory = Files.createDirectories(in.resolve(Probe.class.getPackageName().replace('.', '/')));
        try (InputStream program = Probe.class.getResourceAsStream(PROGRAM + ".class")) {
            if (program == null) {
                throw new IOException("the probe's program is missing");
            }
            Files.copy(program, directory.resolve(PROGRAM + ".class"));
        }
    }
}
