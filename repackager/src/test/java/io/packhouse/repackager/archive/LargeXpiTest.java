package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Many entries, and large ones: memory does not grow with what is packed. */
class LargeXpiTest {

    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    Path directory;

    /** As many bytes as one likes, the same in every reading: noise, or a quarter noise and the rest blanks. */
    private record Made(long size, boolean noise) implements Content {

        @Override
        public InputStream open() {
            var random = new Random(size);
            byte[] block = new byte[64 * 1024];
            random.nextBytes(block);
            Arrays.fill(block, block.length / 4, block.length, (byte) ' ');
            return new InputStream() {
                private long done;

                @Override
                public int read() {
                    throw new UnsupportedOperationException("nobody reads single bytes");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    int count = (int) Math.min(Math.min(length, size - done), block.length);
                    if (count == 0) {
                        return -1;
                    }
                    if (noise) {
                        random.nextBytes(block);
                    }
                    System.arraycopy(block, 0, bytes, offset, count);
                    done += count;
                    return count;
                }
            };
        }
    }

    @Test
    void tenThousandEntriesAreWrittenReadAndCopied() throws Exception {
        // given
        Path file = directory.resolve("many.xpi");
        List<NewEntry> entries = IntStream.range(0, 10_000)
                .mapToObj(i -> new NewEntry("node_modules/m" + i % 100 + "/f" + i + ".js", Content.of(text(i)))).toList();
        write(file, entries);

        // when / then
        try (var archive = XpiArchive.open(file, ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::name)
                    .containsExactlyElementsOf(entries.stream().map(NewEntry::name).toList());
            assertThat(archive.find("node_modules/m77/f9977.js").orElseThrow().bytes(1000)).isEqualTo(text(9977));
            Path copy = directory.resolve("copy.xpi");
            write(copy, archive.entries().stream().map(NewEntry::of).toList());
            assertThat(copy).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void largeEntriesTakeNoMemory() throws Exception {
        // given
        Path file = directory.resolve("large.xpi");
        long before = allocated();
        write(file, List.of(new NewEntry("noise", new Made(12 * MEBIBYTE, true)),
                new NewEntry("text", new Made(16 * MEBIBYTE, false))));
        assertThat(allocated() - before).as("memory of writing").isLessThan(10 * MEBIBYTE);

        // when
        before = allocated();
        long size;
        try (var archive = XpiArchive.open(file, ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::deflated).containsExactly(false, true);
            size = XpiWriter.write(OutputStream.nullOutputStream(), archive.entries().stream().map(NewEntry::of).toList(),
                    Copies.CHECKED);
            for (XpiEntry entry : archive.entries()) {
                try (InputStream in = entry.open()) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }

        // then
        assertThat(allocated() - before).as("memory of reading and copying").isLessThan(MEBIBYTE);
        assertThat(file).hasSize(size);
    }

    private static byte[] text(int i) {
        return ("exports.f" + i + " = function() {};\n").repeat(i % 50).getBytes(UTF_8);
    }

    private static void write(Path file, List<NewEntry> entries) throws IOException {
        try (OutputStream out = new java.io.BufferedOutputStream(java.nio.file.Files.newOutputStream(file))) {
            XpiWriter.write(out, entries, Copies.CHECKED);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
