package io.packhouse.repackager.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Our archives as other readers see them, and other writers' archives as we see them. */
class ReadersOfXpiIT {

    @TempDir
    Path directory;

    /** A reader: how it tests an archive. */
    enum Reader {
        UNZIP("unzip", "unzip -tq \"$0\""), PYTHON("python3", "python3 -m zipfile -t \"$0\""), BSDTAR("bsdtar",
                "bsdtar -tf \"$0\""), BSDTAR_STREAM("bsdtar", "bsdtar -xOf - < \"$0\" > /dev/null"), SEVEN_Z("7z",
                        "7z t -y \"$0\""), BUSYBOX("busybox", "busybox unzip -t \"$0\"");

        private final String program;
        private final String script;

        Reader(String program, String script) {
            this.program = program;
            this.script = script;
        }
    }

    /** A writer: how it packs the folder {@code tree}. */
    enum Writer {
        ZIP("zip", "zip -qr \"$0\" ."), ZIP_STORED("zip", "zip -qr0 \"$0\" ."), ZIP_WITHOUT_FOLDERS("zip",
                "zip -qrDX9 \"$0\" ."), PYTHON("python3",
                        "python3 -m zipfile -c \"$0\" lib data install.rdf"), PYTHON_STREAM(
                                "python3", """
                                        python3 - > "$0" <<'end'
                                        import os, sys, zipfile
                                        class Pipe:
                                            def write(self, data): return sys.stdout.buffer.write(data)
                                            def flush(self): sys.stdout.flush()
                                        z = zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED)
                                        for folder, _, files in sorted(os.walk('.')):
                                            for name in sorted(files):
                                                z.write(os.path.join(folder, name))
                                        z.close()
                                        end"""), BSDTAR("bsdtar",
                                        "bsdtar --format zip -cf \"$0\" lib data install.rdf"), SEVEN_Z(
                                                "7z",
                                                "7z a -tzip \"$0\" lib data install.rdf"), JAR("jar", "jar cMf \"$0\" .");

        private final String program;
        private final String script;

        Writer(String program, String script) {
            this.program = program;
            this.script = script;
        }
    }

    private Path tree() throws IOException {
        Path tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("lib/sub"));
        Files.createDirectories(tree.resolve("data"));
        Files.writeString(tree.resolve("install.rdf"), "<RDF/>");
        Files.writeString(tree.resolve("lib/main.js"), "exports.main = function() {};\n".repeat(2000));
        Files.writeString(tree.resolve("lib/sub/\u00fcber.js"), "exports.x = 1;\n");
        Files.writeString(tree.resolve("data/empty"), "");
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        Files.write(tree.resolve("data/noise.png"), noise);
        return tree;
    }

    private static void write(Path file, List<NewEntry> entries) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            XpiWriter.write(out, entries, Copies.CHECKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void othersFindOurArchivesWhole(Reader reader) throws Exception {
        // given
        Tool.need(reader.program);
        Path tree = tree();
        Path xpi = directory.resolve("ours.xpi");
        write(xpi, List.of(new NewEntry("install.rdf", Content.of(tree.resolve("install.rdf"))), NewEntry.directory("lib"),
                new NewEntry("lib/main.js", Content.of(tree.resolve("lib/main.js"))),
                new NewEntry("lib/sub/\u00fcber.js", Content.of(tree.resolve("lib/sub/\u00fcber.js"))),
                new NewEntry("data/empty", Content.of(tree.resolve("data/empty"))),
                new NewEntry("data/noise.png", Content.of(tree.resolve("data/noise.png")))));

        // when / then
        Tool.run(directory, "sh", "-c", reader.script, xpi.toString()).ok();
    }

    @ParameterizedTest
    @EnumSource
    void weReadAndCopyOthersArchives(Writer writer) throws Exception {
        // given
        Tool.need(writer.program);
        Tool.need("unzip");
        Path tree = tree();
        Path theirs = directory.resolve("theirs.zip");
        Tool.run(tree, "sh", "-c", "export LC_ALL=C.UTF-8; " + writer.script, theirs.toString()).ok();

        // when
        Path ours = directory.resolve("ours.xpi");
        try (var archive = XpiArchive.open(theirs, ArchiveLimits.DEFAULT)) {
            for (XpiEntry entry : archive.entries()) {
                if (!entry.directory()) {
                    assertThat(entry.bytes(1_000_000)).as(entry.name())
                            .isEqualTo(Files.readAllBytes(tree.resolve(entry.name())));
                }
            }
            assertThat(archive.entries().stream().filter(entry -> !entry.directory())).hasSize(5);
            write(ours, archive.entries().stream().map(NewEntry::of).toList());
        }

        // then
        Tool.run(directory, "unzip", "-tq", ours.toString()).ok();
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        Tool.run(unpacked, "sh", "-c", "LC_ALL=C.UTF-8 unzip -q \"$0\"", ours.toString()).ok();
        Tool.run(directory, "diff", "-r", "tree", "unpacked").ok();
        assertThat(new String(Files.readAllBytes(unpacked.resolve("install.rdf")), UTF_8)).isEqualTo("<RDF/>");
    }
}
