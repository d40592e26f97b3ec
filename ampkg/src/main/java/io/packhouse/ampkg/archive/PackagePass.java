package io.packhouse.ampkg.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.ampkg.yaml.YamlLimits;

/** One pass over a package: header, payload into sinks, footers, and whether the digest is right. */
public final class PackagePass {

    private static final int BUFFER = 64 * 1024;

    private final PackageLimits limits;
    private final YamlLimits yaml;
    private final PackageDigest digest = new PackageDigest();
    private final ByteArrayOutputStream footers = new ByteArrayOutputStream();
    private @Nullable PackageHeader header;
    private long unpacked;
    private int entries;

    public PackagePass(PackageLimits limits) {
        this.limits = limits;
        yaml = YamlLimits.ofBytes(limits.yaml());
    }

    /**
     * Reads a package to the end of its file, once.
     *
     * @param sinks
     *            each is given everything
     * @throws PackageException
     *             when it breaks a rule or a limit, or a sink says so
     * @throws IOException
     *             when it cannot be read, or a sink cannot write
     */
    public PackageMetadata run(InputStream file, List<? extends PayloadSink> sinks) throws PackageException, IOException {
        byte[] buffer = new byte[BUFFER];
        try (var archive = new PackageArchive(file, limits)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                switch (entry.kind()) {
                    case HEADER -> begin(PackageHeader.parse(archive.document(entry), yaml), sinks);
                    case FOOTER -> addFooter(archive, entry);
                    case FILE, DIRECTORY -> payload(archive, entry, sinks, buffer);
                }
            }
        }
        PackageFooter footer = PackageFooter.parse(footers.toByteArray(), yaml);
        requireDigest(footer.digest());
        return new PackageMetadata(read(header), footer);
    }

    /** Bytes of all files that were read. */
    public long unpacked() {
        return unpacked;
    }

    /** Files and directories that were read. */
    public int entries() {
        return entries;
    }

    private void begin(PackageHeader read, List<? extends PayloadSink> sinks) throws PackageException, IOException {
        header = read;
        digest.header(read);
        for (PayloadSink sink : sinks) {
            sink.header(read);
        }
    }

    private void payload(PackageArchive archive, ArchiveEntry entry, List<? extends PayloadSink> sinks, byte[] buffer)
            throws PackageException, IOException {
        entries++;
        unpacked += entry.size();
        for (PayloadSink sink : sinks) {
            sink.begin(entry);
        }
        for (int length = archive.read(buffer); length > 0; length = archive.read(buffer)) {
            digest.content(buffer, length);
            for (PayloadSink sink : sinks) {
                sink.content(buffer, length);
            }
        }
        digest.end(entry);
        for (PayloadSink sink : sinks) {
            sink.end(entry);
        }
    }

    private void addFooter(PackageArchive archive, ArchiveEntry entry) throws PackageException, IOException {
        footers.writeBytes(archive.document(entry));
        if (footers.size() > limits.yaml()) {
            throw new PackageException("the footers are larger than the " + limits.yaml() + " bytes allowed for YAML");
        }
    }

    private void requireDigest(byte[] expected) throws PackageException {
        byte[] actual = digest.digest();
        if (!Arrays.equals(actual, expected)) {
            HexFormat hex = HexFormat.of();
            throw new PackageException("package digest mismatch (is " + hex.formatHex(actual) + ", but should be "
                    + EntryName.shown(hex.formatHex(expected)) + ")");
        }
    }

    private static PackageHeader read(@Nullable PackageHeader header) {
        if (header == null) {
            throw new IllegalStateException("an archive ended well without a header");
        }
        return header;
    }
}
