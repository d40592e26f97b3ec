package io.packhouse.deploy.cli;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** The flag {@code --data}. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR", order = 2, defaultValue = "data", description = "Keep everything in this directory, made when missing (default: ./${DEFAULT-VALUE}). One process at a "
            + "time; what was accepted is there at the next start.")
    private Path directory = Path.of("data");

    Path directory() {
        return directory;
    }
}
