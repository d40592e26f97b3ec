package io.packhouse.ampkg.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.document.PackageHeader;

/** The digest of a package: SHA-256 over signed meta data, contents, kinds, sizes and names (reference, 1.5). */
public final class PackageDigest implements PayloadSink {

    private final MessageDigest sha256 = Sha256.begin();

    @Override
    public void header(PackageHeader header) {
        sha256.update(header.digested());
    }

    @Override
    public void content(byte[] bytes, int length) {
        sha256.update(bytes, 0, length);
    }

    @Override
    public void end(ArchiveEntry entry) {
        String kind = entry.kind() == Kind.DIRECTORY ? "D" : "F";
        sha256.update((kind + '/' + entry.size() + '/' + entry.name()).getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of everything so far; begins anew. */
    public byte[] digest() {
        return sha256.digest();
    }
}
