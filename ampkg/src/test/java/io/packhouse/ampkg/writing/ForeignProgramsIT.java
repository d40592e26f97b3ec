package io.packhouse.ampkg.writing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.StoreTail;
import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.archive.PackageArchive;
import io.packhouse.ampkg.archive.PackageDigest;
import io.packhouse.ampkg.archive.PackagePass;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs that know nothing of us read what we write, long names and files that are there twice included; and the other way. */
class ForeignProgramsIT {

    private static final String LIST = """
            import hashlib, sys, tarfile
            with tarfile.open(sys.argv[1], 'r:gz') as tar:
                for entry in tar:
                    content = tar.extractfile(entry).read() if entry.isfile() else b''
                    print(entry.name.encode('utf-8').hex(), entry.isdir(), oct(entry.mode), entry.mtime, entry.uid,
                          hashlib.sha256(content).hexdigest())
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void pythonReadsStoreSignedPackages(long seed) throws Exception {
        Tool.need("python3");
        var tree = new MadeTree(seed, 60);
        Path file = signed(tree);

        List<String> read = Tool.run(directory, "python3", "-c", LIST, file.toString()).lines();

        var expected = new ArrayList<String>();
        for (int i = 0; i < tree.entries().size(); i++) {
            ArchiveEntry entry = tree.entries().get(i);
            boolean isDirectory = entry.kind() == Kind.DIRECTORY;
            expected.add(HexFormat.of().formatHex(entry.name().getBytes(StandardCharsets.UTF_8)) + ' '
                    + (isDirectory ? "True" : "False") + " 0o" + (isDirectory || entry.executable() ? "500" : "400")
                    + " 0 0 "
                    + sha256(tree.content(i)));
        }
        assertThat(read.subList(1, read.size() - 2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar -xzf", "bsdtar -xf", "busybox tar -xzf"})
    void programsUnpackWhatIsMeant(String program) throws Exception {
        String[] words = program.split(" ", -1);
        Tool.need(words[0]);
        var tree = new MadeTree(3, 60);
        Path file = signed(tree);
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));

        String[] command = Arrays.copyOf(words, words.length + 1);
        command[words.length] = file.toString();
        // Files that are there twice are read-only the first time; programs differ in whether they mind.
        Tool.run(unpacked, command).ok();

        var contents = new TreeMap<String, String>();
        for (int i = 0; i < tree.entries().size(); i++) {
            contents.put(tree.entries().get(i).place(), sha256(tree.content(i)));
        }
        var found = new TreeMap<String, String>();
        for (String place : contents.keySet()) {
            // The names on the disk are UTF-8 whatever this Java makes of them.
            Path there = Path.of(new URI("file", null, unpacked + "/" + place, null));
            found.put(place, Files.isDirectory(there) ? sha256(new byte[0]) : sha256(Files.readAllBytes(there)));
        }
        assertThat(found).isEqualTo(contents);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar --format=gnu", "tar --format=pax", "tar --format=oldgnu", "bsdtar --format=pax",
            "bsdtar --format=gnutar"})
    void weReadWhatProgramsWrite(String program) throws Exception {
        String[] words = program.split(" ", -1);
        Tool.need(words[0]);
        Path source = Files.createDirectory(directory.resolve("source"));
        String longName = "n".repeat(180);
        String deep = ("d".repeat(60) + "/").repeat(4);
        Files.createDirectories(source.resolve(deep));
        Files.writeString(source.resolve(longName), "long");
        Files.writeString(source.resolve(deep + longName), "deep");
        Files.writeString(source.resolve("--PACKAGE-HEADER--"), MadePackage.HEADER);
        Files.writeString(source.resolve("--PACKAGE-FOOTER--"), "");
        var names = new ArrayList<>(List.of("--PACKAGE-HEADER--", longName));
        for (int end = deep.indexOf('/'); end > 0; end = deep.indexOf('/', end + 1)) {
            names.add(deep.substring(0, end));
        }
        names.addAll(List.of(deep + longName, "--PACKAGE-FOOTER--"));
        Files.write(directory.resolve("names"), names);

        // Lines of names that begin with dashes are options to GNU tar unless it is told.
        Tool.run(source, words[0], words[1], "--no-recursion",
                words[0].equals("tar") ? "--verbatim-files-from" : "--no-xattrs",
                "-czf", "../made.tgz", "-T", "../names").ok();

        var read = new ArrayList<String>();
        try (var stream = Files.newInputStream(directory.resolve("made.tgz"));
                var archive = new PackageArchive(stream, PackageLimits.DEFAULT)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                read.add(entry.name());
            }
        }
        assertThat(read).isEqualTo(names);
    }

    @Test
    void gzipFindsNothingWrong() throws Exception {
        Tool.need("gzip");
        Tool.run(directory, "gzip", "-t", signed(new MadeTree(5, 100)).toString()).ok();
    }

    /** A package as devices get it: a prefix and a tail. */
    private Path signed(MadeTree tree) throws Exception {
        var digest = new PackageDigest();
        var whole = new ByteArrayOutputStream();
        try (var writer = new PackageWriter(whole, 6)) {
            writeTo(writer, digest, tree);
            writer.finish();
        }
        Path file = directory.resolve("signed.ampkg");
        try (OutputStream out = Files.newOutputStream(file); var writer = new PackageWriter(out, 6)) {
            var pass = new PackagePass(PackageLimits.DEFAULT);
            PackageFooter footer = pass.run(new ByteArrayInputStream(whole.toByteArray()), List.of(writer)).footer();
            writer.footers(footer);
            writer.finishPrefix();
            out.write(StoreTail.of(new byte[1500]));
        }
        assertThat(new PackageInspector(PackageLimits.DEFAULT).metadata(new ByteArrayInputStream(Files.readAllBytes(file)))
                .footer().storeSignature()).hasSize(1500);
        return file;
    }

    private static void writeTo(PackageWriter writer, PackageDigest digest, MadeTree tree)
            throws Exception {
        for (var sink : List.of(writer, digest)) {
            sink.header(PackageHeader.of("some.id", 99, null, null));
            for (int i = 0; i < tree.entries().size(); i++) {
                sink.begin(tree.entries().get(i));
                sink.content(tree.content(i), tree.content(i).length);
                sink.end(tree.entries().get(i));
            }
        }
        writer.footers(new PackageFooter(digest.digest(), null, null));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
