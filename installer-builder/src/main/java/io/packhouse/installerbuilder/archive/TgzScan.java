package io.packhouse.installerbuilder.archive;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

import io.packhouse.platform.objects.RunningSha256;

/**
 * One pass over a gzip'd tar: verifies it and writes its prefix, the beginning of one gzip member with everything before the
 * end-of-archive blocks. Entries keep their bytes, order, modes and owners.
 *
 * @param tarLength
 *            the bytes that the prefix unpacks to
 * @param tarCrc
 *            the CRC-32 of those bytes
 * @param digestState
 *            the state of the SHA-256 after the prefix
 */
record TgzScan(long tarLength, int tarCrc, byte[] digestState) {

    private static final int BUFFER = 64 * 1024;

    static TgzScan run(Path tgz, OutputStream prefix, BaseLimits limits) throws BrokenBaseException {
        var digest = RunningSha256.begin();
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(tgz), BUFFER);
                InputStream tar = new BufferedInputStream(unpacked(packed), BUFFER);
                var member = new GzipMember.Prefix(new Digesting(prefix, digest))) {
            long length = new TarScan(tar, member, limits).run();
            member.flush();
            return new TgzScan(length, member.crc(), digest.state());
        } catch (IOException e) {
            // A store that fails says so with a FailureException; what comes here is the file's own fault.
            throw new BrokenBaseException(
                    "cannot be unpacked: " + (e.getMessage() == null ? "it ends too early" : e.getMessage()), e);
        }
    }

    /** All members of the file, as gzip itself reads it; other bytes behind the last one are an error. */
    private static InputStream unpacked(InputStream packed) throws IOException {
        return GzipCompressorInputStream.builder().setInputStream(packed).setDecompressConcatenated(true).get();
    }

    private static final class Digesting extends FilterOutputStream {
        private final RunningSha256 digest;

        Digesting(OutputStream out, RunningSha256 digest) {
            super(out);
            this.digest = digest;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            digest.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }
    }
}
