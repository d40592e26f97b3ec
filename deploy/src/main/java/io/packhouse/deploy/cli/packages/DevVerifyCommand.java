package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;

/** {@code package dev-verify}: is there a developer signature, and is it valid. */
@Command(name = "dev-verify", aliases = "dev-verify-package", sortOptions = false, description = "Verify the developer signature of a package.")
final class DevVerifyCommand extends PackageTask {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CA", description = "PEM files with every CA of the chain, up to the self-signed one.")
    private List<Path> authorities = List.of();

    @Option(names = "--verbose", order = 1, description = "Accepted, as the original has it; the verdict is always printed.")
    @SuppressWarnings("unused") // Picocli sets it.
    private boolean verbose;

    @Override
    public Integer call() throws PackageException, IOException {
        return Verdict.ofDeveloper(file, authorities).print(out());
    }
}
