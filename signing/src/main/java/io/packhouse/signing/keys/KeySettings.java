package io.packhouse.signing.keys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code signing.keys}.
 *
 * @param file
 *            PKCS#12 with the private key, its certificate and, for {@code xpi} and where verifiers want them, further
 *            certificates
 * @param passwordFile
 *            holds the file's password in UTF-8; one line end after it does not count
 * @param passwordEnv
 *            the environment variable that holds it instead. Neither: the password is empty
 * @param uses
 *            what the key serves, at least one
 */
public record KeySettings(Path file, Optional<Path> passwordFile, Optional<String> passwordEnv, List<KeyUse> uses) {

    public KeySettings {
        if (passwordFile.isPresent() && passwordEnv.isPresent()) {
            throw new IllegalArgumentException("a key has password-file or password-env, not both");
        }
        if (uses.isEmpty()) {
            throw new IllegalArgumentException(
                    "a key without uses serves nothing; uses are ampkg-developer, ampkg-store, xpi and artifact");
        }
        uses = List.copyOf(uses);
    }
}
