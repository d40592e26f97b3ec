package io.packhouse.deploy.cli.packages;

import java.nio.file.Path;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.writing.SignatureMaker;
import io.packhouse.contracts.FailureException;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyFile;

/** Makes signatures with the key of a PKCS#12 file. */
final class KeyFileSignatures {

    private KeyFileSignatures() {
    }

    /**
     * Opens a file.
     *
     * @throws PackageException
     *             when the file cannot be read, the password is wrong, or there is no key in it
     */
    static SignatureMaker of(Path file, String password) throws PackageException {
        try {
            var key = KeyFile.open(file, password).key();
            return content -> CmsSigner.detached(key, content);
        } catch (FailureException e) {
            throw new PackageException("could not create signature: " + e.failure().message(), e);
        }
    }
}
