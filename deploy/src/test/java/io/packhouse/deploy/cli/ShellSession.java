package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of a document in a directory, where {@code ./packhouse} is the one that is tested. In a {@code console} block
 * a line after {@code $} is a command, and what follows is all that it prints; three dots stand for anything.
 */
record ShellSession(Path directory, String document) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static ShellSession of(Path directory, Path document) throws IOException {
        var packhouse = directory.resolve("packhouse");
        Files.writeString(packhouse, """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classPath(),
                Packhouse.class.getName()));
        Files.setPosixFilePermissions(packhouse, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ShellSession(directory, Files.readString(document));
    }

    private static String classPath() {
        return Pattern.compile(":").splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).reduce((a, b) -> a + ":" + b).orElseThrow();
    }

    /** The text of an example. */
    String example(String name) {
        var block = Pattern.compile("<!-- tested: " + name + " -->\n```(?:console)?\n(.*?)```", Pattern.DOTALL)
                .matcher(document);
        assertThat(block.find()).as("example " + name).isTrue();
        return block.group(1);
    }

    /** Runs an example that is a script. */
    void run(String name) {
        assertThat(shell(example(name)).status()).isZero();
    }

    /** Runs an example that is a session, with other words in place of some of its own. */
    void converse(String name, Map<String, String> instead) {
        var text = example(name);
        for (var word : instead.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        for (var part : text.split("(?m)^\\$ ", -1)) {
            if (!part.isEmpty()) {
                var lines = new ArrayList<>(part.lines().toList());
                var command = lines.removeFirst();
                assertThat(shell(command).output()).as(command).matches(pattern(lines));
            }
        }
    }

    private static Pattern pattern(List<String> lines) {
        return Pattern.compile(Pattern.quote(String.join("\n", lines)).replace("...", "\\E.*\\Q"));
    }

    private record Ran(int status, String output) {
    }

    private Ran shell(String script) {
        try (var shell = ChildProcess.start(List.of("bash", "-euo", "pipefail", "-c", script), Map.of(), directory)) {
            int status = shell.awaitExit(LIMIT);
            return new Ran(status, shell.output());
        }
    }
}
