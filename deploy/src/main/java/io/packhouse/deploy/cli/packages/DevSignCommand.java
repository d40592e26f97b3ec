package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageSigning;

/** {@code package dev-sign}: a package with a developer signature. */
@Command(name = "dev-sign", aliases = "dev-sign-package", sortOptions = false, description = {
        "Add a developer signature to a package.",
        "Another developer signature is replaced, a store signature is kept."})
final class DevSignCommand extends PackageTask {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "SIGNED", description = "The signed package to be made.")
    private Path target = Path.of("");

    @Parameters(index = "2", paramLabel = "P12", description = "The PKCS#12 file with key and certificate.")
    private Path keyFile = Path.of("");

    @Parameters(index = "3", paramLabel = "PASSWORD", description = "Its password, which others on this machine can see; '' for none.")
    private String password = "";

    @Mixin
    private MetadataOptions output = new MetadataOptions();

    @Override
    public Integer call() throws PackageException, IOException {
        Verdict.requirePackage(source);
        var signed = new PackageSigning(PackageLimits.DEFAULT).developer(source, target,
                KeyFileSignatures.of(keyFile, password));
        output.print(signed, out());
        return 0;
    }
}
