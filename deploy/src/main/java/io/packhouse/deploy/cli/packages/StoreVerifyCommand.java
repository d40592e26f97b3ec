package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;

/** {@code package store-verify}: is there a store signature, and is it valid for a device. */
@Command(name = "store-verify", aliases = "store-verify-package", sortOptions = false, description = "Verify the store signature of a package.")
final class StoreVerifyCommand extends PackageTask {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "2..*", paramLabel = "CA… HARDWARE-ID", hideParamSyntax = true, description = "PEM files with every CA of the chain, up to the self-signed one; and the device that the package is for, '' for "
            + "every device.")
    private List<String> authoritiesAndHardwareId = List.of();

    @Option(names = "--verbose", order = 1, description = "Accepted, as the original has it; the verdict is always printed.")
    @SuppressWarnings("unused") // Picocli sets it.
    private boolean verbose;

    @Override
    public Integer call() throws PackageException, IOException {
        int last = authoritiesAndHardwareId.size() - 1;
        if (last < 1) {
            throw new ParameterException(spec().commandLine(), "Give the CAs' files, and the hardware id, which may be ''");
        }
        var authorities = authoritiesAndHardwareId.subList(0, last).stream().map(Path::of).toList();
        return Verdict.ofStore(file, authorities, authoritiesAndHardwareId.get(last)).print(out());
    }
}
