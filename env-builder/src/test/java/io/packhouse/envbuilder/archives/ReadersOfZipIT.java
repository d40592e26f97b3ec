package io.packhouse.envbuilder.archives;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.archives.ZipFields;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/** Other programs read what {@code zip.build} writes, and {@code zip.extract} reads what they write. */
class ReadersOfZipIT {

    @TempDir
    Path directory;
    private StepBench bench;

    @BeforeEach
    void open() {
        bench = new StepBench(directory);
    }

    private Path built(Value tree, String level) throws Exception {
        return Files.write(directory.resolve("built-" + level + ".zip"),
                bench.bytes(bench.run("zip.build", "from", tree, "level", level)));
    }

    @Test
    void is_read_by_unzip_and_python() throws Exception {
        Tool.need("unzip");
        Tool.need("python3");
        Value tree = bench.tree("b.txt", "text ".repeat(10_000), "a/é.txt", "é", "empty", "");
        for (String level : new String[]{"0", "6"}) {
            Path zip = built(tree, level);
            assertThat(Tool.run(directory, "unzip", "-t", zip.toString()).ok()).contains("No errors detected");
            assertThat(Tool.run(directory, "python3", "-c", """
                    import sys, zipfile
                    with zipfile.ZipFile(sys.argv[1]) as z:
                        assert z.testzip() is None
                        for i in z.infolist():
                            print(i.filename.encode(), i.date_time, i.file_size, oct(i.external_attr >> 16), i.extra)
                    """, zip.toString()).lines()).containsExactly("b'a/\\xc3\\xa9.txt' (1980, 1, 1, 0, 0, 0) 2 0o100644 b''",
                    "b'b.txt' (1980, 1, 1, 0, 0, 0) 50000 0o100644 b''", "b'empty' (1980, 1, 1, 0, 0, 0) 0 0o100644 b''");
        }
    }

    @Test
    void is_read_by_unzip_and_python_with_more_entries_than_16_bits_count() throws Exception {
        Tool.need("unzip");
        Tool.need("python3");
        Path zip = directory.resolve("many.zip");
        try (var out = new BufferedOutputStream(Files.newOutputStream(zip))) {
            var writer = new ZipWriter(out, 0, ZipFields.NO_NUMBER);
            for (int i = 0; i < 66_000; i++) {
                writer.add("f" + i, 1, () -> new ByteArrayInputStream(new byte[1]));
            }
            writer.finish();
        }
        assertThat(Tool.run(directory, "unzip", "-tq", zip.toString()).ok()).contains("No errors detected");
        assertThat(Tool
                .run(directory, "python3", "-c", "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))",
                        zip.toString())
                .lines()).containsExactly("66000");
    }

    @Test
    void reads_what_python_writes() throws Exception {
        Tool.need("python3");
        Tool.run(directory, "python3", "-c", """
                import io, zipfile
                with zipfile.ZipFile('seekable.zip', 'w', zipfile.ZIP_DEFLATED) as z:
                    z.writestr('a/é.txt', 'é')
                    z.writestr('b.txt', 'b' * 100000)
                    with z.open(zipfile.ZipInfo('large'), 'w', force_zip64=True) as f:
                        f.write(b'x')
                class Pipe(io.RawIOBase):
                    def __init__(self, f): self.f = f
                    def writable(self): return True
                    def write(self, b): return self.f.write(b)
                with open('piped.zip', 'wb') as f, zipfile.ZipFile(Pipe(f), 'w', zipfile.ZIP_DEFLATED) as z:
                    z.writestr('a/é.txt', 'é')
                    z.writestr('b.txt', 'b' * 100000)
                    with z.open(zipfile.ZipInfo('large'), 'w', force_zip64=True) as f:
                        f.write(b'x')
                """).ok();
        for (String name : new String[]{"seekable.zip", "piped.zip"}) {
            Value.Tree tree = (Value.Tree) bench.run("zip.extract", "from",
                    bench.blob(Files.readAllBytes(directory.resolve(name))));
            assertThat(tree).isEqualTo(bench.run("zip.extract", "from",
                    bench.run("zip.build", "from", bench.tree("a/é.txt", "é", "b.txt", "b".repeat(100_000), "large", "x"))));
        }
    }
}
