package io.packhouse.repackager.signature;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;

/** The digests of a file's unpacked bytes. */
record EntryDigest(String name, byte[] sha1, byte[] sha256) {

    private static final int BUFFER = 64 * 1024;

    /**
     * The digests of all files, in their order; directories have none. Each file is read once, with flat memory. One that is
     * copied from another archive is checked thereby and not unpacked a second time when it is written.
     *
     * @throws InterruptedException
     *             when the attempt was stopped
     */
    static List<EntryDigest> of(List<NewEntry> entries) throws IOException, InterruptedException {
        var sha1 = digest("SHA-1");
        var sha256 = digest("SHA-256");
        byte[] buffer = new byte[BUFFER];
        var digests = new ArrayList<EntryDigest>(entries.size() + 2);
        for (NewEntry entry : entries) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the signing was stopped");
            }
            if (!entry.name().endsWith("/")) {
                feed(entry.content(), buffer, sha1, sha256);
                digests.add(new EntryDigest(entry.name(), sha1.digest(), sha256.digest()));
            }
        }
        return digests;
    }

    /** The digests of bytes in memory. */
    static EntryDigest of(String name, byte[] bytes) {
        return new EntryDigest(name, digest("SHA-1").digest(bytes), digest("SHA-256").digest(bytes));
    }

    private static void feed(Content content, byte[] buffer, MessageDigest sha1, MessageDigest sha256) throws IOException {
        try (InputStream in = content.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha1.update(buffer, 0, count);
                sha256.update(buffer, 0, count);
            }
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
