package io.packhouse.deploy.cli.packages;

import java.nio.file.Path;

import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.writing.SignatureMaker;

/** What every command that signs a package begins with: the package, what is made of it, and the key. */
final class SigningParameters {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "SIGNED", description = "The signed package to be made.")
    private Path target = Path.of("");

    @Parameters(index = "2", paramLabel = "P12", description = "The PKCS#12 file with key and certificate.")
    private Path keyFile = Path.of("");

    @Parameters(index = "3", paramLabel = "PASSWORD", description = "Its password, which others on this machine can see; '' for none.")
    private String password = "";

    Path source() {
        return source;
    }

    Path target() {
        return target;
    }

    /**
     * What signs with that key.
     *
     * @throws PackageException
     *             when the file cannot be read, the password is wrong, or there is no key in it
     */
    SignatureMaker signatures() throws PackageException {
        return KeyFileSignatures.of(keyFile, password);
    }
}
