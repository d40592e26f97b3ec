package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BrokenBaseException;

/**
 * A copy of a file that nobody else writes to, so that what was verified is what is stored. Removed on closing.
 *
 * @param path
 *            the copy
 * @param sha256
 *            its digest
 */
record PrivateCopy(Path path, String sha256) implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    static PrivateCopy of(Path file, BaseLimits limits) throws IOException, BrokenBaseException {
        Path path = Files.createTempFile("packhouse-base", null);
        try (OutputStream out = Files.newOutputStream(path)) {
            return new PrivateCopy(path, transfer(file, out, limits));
        } catch (IOException | BrokenBaseException e) {
            Files.delete(path);
            throw e;
        }
    }

    /** The digest of a file as it is now. */
    static String digest(Path file, BaseLimits limits) throws IOException, BrokenBaseException {
        return transfer(file, OutputStream.nullOutputStream(), limits);
    }

    private static String transfer(Path file, OutputStream out, BaseLimits limits) throws IOException, BrokenBaseException {
        MessageDigest digest = sha256Digest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                size += read;
                if (size > limits.packedBytes()) {
                    throw new BrokenBaseException("has more than " + limits.packedBytes() + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
