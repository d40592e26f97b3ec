package io.packhouse.ampkg.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.ampkg.writing.PackageWriter;
import io.packhouse.ampkg.yaml.YamlValue;

/**
 * A program for a JVM with little memory: makes large packages, and reads and prepares them. Prints what came of each.
 */
final class LargePackages {

    private static final String INFO = """
            formatType: am-package
            formatVersion: 1
            ---
            id: large
            applications: [ { id: large, code: x, runtime: qml } ]
            """;

    private LargePackages() {
    }

    /** What a package consists of. */
    @FunctionalInterface
    private interface Payload {

        void writeTo(PackageWriter writer, PackageDigest digest) throws IOException;
    }

    /**
     * @param arguments
     *            a directory to work in
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0], "large.ampkg");
        judge("300 MiB of zeroes", file, (writer, digest) -> add(writer, digest, "zeroes", new byte[1 << 16], 300L << 20));
        judge("1 GB of zeroes", file, (writer, digest) -> add(writer, digest, "zeroes", new byte[1 << 16], 1_000_000_000));
        judge("50,000 long names", file, (writer, digest) -> names(writer, digest, 49_999, 1000));
        judge("100,000 entries", file, (writer, digest) -> names(writer, digest, 100_000, 10));
    }

    private static void judge(String what, Path file, Payload payload) throws Exception {
        make(file, payload);
        var inspector = new PackageInspector(PackageLimits.DEFAULT);
        try (InputStream stream = Files.newInputStream(file)) {
            var inspected = inspector.prepare(stream, OutputStream.nullOutputStream(), 1);
            System.out.println(what + ": read, " + inspected.entries() + " entries, " + inspected.unpackedSize() + " bytes");
        } catch (PackageException e) {
            System.out.println(what + ": " + e.getMessage());
        }
        Files.delete(file);
    }

    private static void make(Path file, Payload payload) throws Exception {
        try (OutputStream out = Files.newOutputStream(file); var writer = new PackageWriter(out, 1)) {
            var digest = new PackageDigest();
            PackageHeader header = PackageHeader.of("large", 1, YamlValue.Fields.of(Map.of()), null);
            writer.header(header);
            digest.header(header);
            byte[] info = INFO.getBytes(StandardCharsets.UTF_8);
            add(writer, digest, "info.yaml", info, info.length);
            payload.writeTo(writer, digest);
            writer.footers(new PackageFooter(digest.digest(), null, null));
            writer.finish();
        }
    }

    private static void names(PackageWriter writer, PackageDigest digest, int count, int length) throws IOException {
        for (int i = 0; i < count; i++) {
            add(writer, digest, "n".repeat(length) + i, new byte[1], 1);
        }
    }

    /** A file of that size, whose content repeats. */
    private static void add(PackageWriter writer, PackageDigest digest, String name, byte[] content, long size)
            throws IOException {
        var entry = new ArchiveEntry(Kind.FILE, name, name, size, false);
        writer.begin(entry);
        for (long left = size; left > 0; left -= content.length) {
            int length = (int) Math.min(left, content.length);
            writer.content(content, length);
            digest.content(content, length);
        }
        writer.end(entry);
        digest.end(entry);
    }
}
