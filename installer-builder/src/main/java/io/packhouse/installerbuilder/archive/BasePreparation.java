package io.packhouse.installerbuilder.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Verifies base installers and prepares them for builds. The file must not change meanwhile: give it a private copy. A broken
 * one leaves nothing in the object store.
 *
 * @param limits
 *            what a base installer may ask of us
 */
public record BasePreparation(BaseLimits limits) {

    /**
     * Verifies a base installer without storing anything.
     *
     * @throws BrokenBaseException
     *             when no build may use it
     */
    public void verify(Platform platform, Path file) throws BrokenBaseException {
        checkSize(file);
        if (isTgz(platform)) {
            TgzScan.run(file, OutputStream.nullOutputStream(), limits);
        } else {
            ZipScan.run(file, limits);
        }
    }

    /**
     * Verifies a base installer and stores it, with its prepared form where that is another file.
     *
     * @throws BrokenBaseException
     *             when no build may use it
     */
    public PreparedBase prepare(Platform platform, Path file, ObjectStore store) throws BrokenBaseException {
        checkSize(file);
        return isTgz(platform) ? prepareTgz(file, store) : prepareZip(file, store);
    }

    private PreparedBase prepareTgz(Path file, ObjectStore store) throws BrokenBaseException {
        try (BlobWriter blob = store.newBlob()) {
            TgzScan scan = TgzScan.run(file, blob, limits);
            BlobRef prefix = blob.commit();
            return new PreparedBase.Tgz(stored(file, store), prefix, scan.tarLength(), scan.tarCrc(), scan.digestState());
        }
    }

    private PreparedBase prepareZip(Path file, ObjectStore store) throws BrokenBaseException {
        ZipScan scan = ZipScan.run(file, limits);
        return new PreparedBase.Zip(stored(file, store), scan.directory(), scan.replaced(), scan.entries(),
                scan.digestState());
    }

    private static BlobRef stored(Path file, ObjectStore store) {
        try (InputStream in = Files.newInputStream(file); BlobWriter blob = store.newBlob()) {
            in.transferTo(blob);
            return blob.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkSize(Path file) throws BrokenBaseException {
        try {
            if (Files.size(file) > limits.packedBytes()) {
                throw new BrokenBaseException("has more than " + limits.packedBytes() + " bytes");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTgz(Platform platform) {
        return platform.fileName().endsWith(".tgz");
    }
}
