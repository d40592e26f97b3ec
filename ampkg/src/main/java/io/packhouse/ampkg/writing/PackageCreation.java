package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlValue;

/** Makes packages from directories, as {@code appman-packager create-package} does (reference, 4). */
public final class PackageCreation {

    private PackageCreation() {
    }

    /**
     * Makes a package of all that is in a directory: manifest first, icon second, the rest in the order of names, so that the
     * same content gives the same bytes. Symbolic links are left out with a warning, and so is {@code target} when it lies in
     * the directory.
     *
     * @param target
     *            the package; appears whole or not at all, an existing file is replaced
     * @param extra
     *            free meta data; null for none
     * @param extraSigned
     *            free meta data that the digest covers; null for none
     * @throws PackageException
     *             when no package can be made of it: no manifest or a wrong one, no icon or code file, reserved names
     * @throws IOException
     *             when a file cannot be read or written
     */
    public static CreatedPackage create(Path sourceDirectory, Path target, YamlValue.@Nullable Fields extra,
            YamlValue.@Nullable Fields extraSigned) throws PackageException, IOException {
        throw new UnsupportedOperationException();
    }
}
