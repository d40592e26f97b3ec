package io.packhouse.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs programs of this machine. */
public final class Tool {

    private static final long LIMIT_SECONDS = 60;

    private Tool() {
    }

    /** What a program printed, to either stream, and how it ended. */
    public record Ran(int status, String output) {

        /** The output of a program that ended well. */
        public String ok() {
            assertThat(status).as(output).isZero();
            return output;
        }

        /** The lines of a program that ended well. */
        public List<String> lines() {
            return ok().lines().toList();
        }
    }

    /** Skips the test where there is no such program; where {@code CI=true}, everything must be there, and it fails. */
    public static void need(String program) {
        boolean found = Arrays.stream(System.getenv("PATH").split(":")).map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("CI=true, but there is no " + program).isTrue();
        }
        assumeTrue(found, () -> "there is no " + program + " on this machine");
    }

    /** Runs a program in {@code directory}; it must end within a minute. */
    public static Ran run(Path directory, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ran", ".txt");
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ended", command[0]).isTrue();
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
