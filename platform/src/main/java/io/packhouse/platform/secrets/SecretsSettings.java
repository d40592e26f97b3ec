package io.packhouse.platform.secrets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the secrets come from: the keys {@code secrets-file} and {@code secrets} of a section, such as {@code addons}.
 *
 * @param secretsFile
 *            one secret a line; empty for none
 * @param secrets
 *            further ones, behind those of the file; meant for the environment variable
 */
public record SecretsSettings(Optional<Path> secretsFile, List<String> secrets) {

    /** Without the values. */
    @Override
    public String toString() {
        return "SecretsSettings[" + secretsFile.map(Path::toString).orElse("no file") + ", " + secrets.size() + " given]";
    }
}
