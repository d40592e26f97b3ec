package io.packhouse.envbuilder.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that runs a tool without end, to be killed by a test. */
final class Worker {

    private Worker() {
    }

    /** Arguments: a directory, the classes of {@link Attacks}, what the tool's child sleeps, {@code off} for no sandbox. */
    public static void main(String[] args) throws Exception {
        var policy = args[3].equals("off") ? SandboxPolicy.OFF : SandboxPolicy.REQUIRED;
        var sandbox = Sandbox.of(policy, JavaHome.ours(), SandboxIT.LIMITS, Path.of(args[0]));
        try (var room = sandbox.newRoom()) {
            Files.copy(Path.of(args[1], "Attacks.class"), room.in().resolve("Attacks.class"));
            sandbox.run(room, List.of("-cp", room.inSeen(), "Attacks", "sleep", args[2]), Duration.ofMinutes(1));
        }
    }
}
