package io.packhouse.deploy.cli.packages;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageSigning;

/** {@code package dev-sign}: a package with a developer signature. */
@Command(name = "dev-sign", aliases = "dev-sign-package", sortOptions = false, description = {
        "Add a developer signature to a package.",
        "Another developer signature is replaced, a store signature is kept."})
final class DevSignCommand extends PackageTask {

    @Mixin
    private SigningParameters signing = new SigningParameters();

    @Mixin
    private MetadataOptions output = new MetadataOptions();

    @Override
    public Integer call() throws PackageException, IOException {
        Verdict.requirePackage(signing.source());
        var signed = new PackageSigning(PackageLimits.DEFAULT).developer(signing.source(), signing.target(),
                signing.signatures());
        output.print(signed, out());
        return 0;
    }
}
