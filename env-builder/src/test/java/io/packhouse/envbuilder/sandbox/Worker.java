package io.packhouse.envbuilder.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A process that runs a tool: without end, to be killed by a test, or one that tells its environment. */
final class Worker {

    private Worker() {
    }

    /**
     * Arguments: a directory, the classes of {@link Attacks}, what the tool's child sleeps or {@code environment}, {@code off} for no
     * sandbox.
     */
    public static void main(String[] args) throws Exception {
        var policy = args[3].equals("off") ? SandboxPolicy.OFF : SandboxPolicy.REQUIRED;
        var sandbox = Sandbox.of(policy, JavaHome.ours(), SandboxIT.LIMITS, Path.of(args[0]));
        try (var room = sandbox.newRoom()) {
            Files.copy(Path.of(args[1], "Attacks.class"), room.in().resolve("Attacks.class"));
            var attack = args[2].equals("environment") ? List.of("environment") : List.of("sleep", args[2]);
            var ended = sandbox.run(room,
                    Stream.concat(Stream.of("-cp", room.inSeen(), "Attacks"), attack.stream()).toList(),
                    Duration.ofMinutes(1));
            ended.tail().lines().filter(line -> line.startsWith("{")).forEach(System.out::println);
        }
    }
}
