package io.packhouse.deploy.cli.packages;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageSigning;

/** {@code package store-sign}: a package with a store signature, for one device or for all. */
@Command(name = "store-sign", aliases = "store-sign-package", sortOptions = false, description = {
        "Add a store signature to a package.",
        "Another store signature is replaced, a developer signature is kept."})
final class StoreSignCommand extends PackageTask {

    @Mixin
    private SigningParameters signing = new SigningParameters();

    @Parameters(index = "4", paramLabel = "HARDWARE-ID", description = "The device that may install it; '' for every device.")
    private String hardwareId = "";

    @Mixin
    private MetadataOptions output = new MetadataOptions();

    @Override
    public Integer call() throws PackageException, IOException {
        Verdict.requirePackage(signing.source());
        var signed = new PackageSigning(PackageLimits.DEFAULT).store(signing.source(), signing.target(), hardwareId,
                signing.signatures());
        output.print(signed, out());
        return 0;
    }
}
