package io.packhouse.ampkg.architecture;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.PayloadSink;

/** The one architecture of all binaries of a package. */
public final class PackageArchitecture implements PayloadSink {

    private @Nullable BinaryProbe probe;
    private String token = "";

    @Override
    public void content(byte[] bytes, int length) {
        if (probe == null) {
            probe = new BinaryProbe();
        }
        probe.content(bytes, length);
    }

    /**
     * Judges the file that has ended.
     *
     * @throws PackageException
     *             when it is of another architecture than one before it
     */
    @Override
    public void end(ArchiveEntry entry) throws PackageException {
        String found = probe == null ? null : probe.token();
        probe = null;
        if (found == null) {
            return;
        }
        if (!token.isEmpty() && !token.equals(found)) {
            throw new PackageException("mixed architectures: " + token + " and " + found);
        }
        token = found;
    }

    /** A token such as {@code linux_x86_64}; empty when there was no binary: the package is platform independent. */
    public String token() {
        return token;
    }
}
