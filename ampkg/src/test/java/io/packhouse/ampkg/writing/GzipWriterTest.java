package io.packhouse.ampkg.writing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GzipWriterTest {

    private static final int CHUNK = DeflatedChunk.SIZE;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            byte[] content = content(random, random.nextInt(5) * CHUNK / 2 + random.nextInt(3) * random.nextInt(1000));
            byte[] packed = pack(content, random, 1 + random.nextInt(9));
            try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(gzip.readAllBytes()).as("seed %d", seed).isEqualTo(content);
            }
        }
    }

    @Test
    void theSameContentGivesTheSameBytesInWhateverPiecesItComes() throws IOException {
        byte[] content = content(new Random(1), 7 * CHUNK + 11);
        byte[] expected = pack(content, new Random(2), 6);
        for (int seed = 3; seed < 8; seed++) {
            assertThat(pack(content, new Random(seed), 6)).isEqualTo(expected);
        }
    }

    @Test
    void partsReferToWhatIsBeforeThem() throws IOException {
        // given the same noise at the end of one part and at the beginning of the next, and zeroes around
        byte[] content = new byte[2 * CHUNK];
        byte[] noise = new byte[16_000];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, content, CHUNK - noise.length, noise.length);
        System.arraycopy(noise, 0, content, CHUNK, noise.length);

        // then it is there but once
        assertThat(pack(content, new Random(2), 6)).hasSizeLessThan(noise.length + 3000);
    }

    @Test
    void whatDoesNotCompressGrowsByNothingWorthNaming() throws IOException {
        byte[] noise = new byte[4 * CHUNK + 99];
        new Random(1).nextBytes(noise);
        assertThat(pack(noise, new Random(2), 9)).hasSizeLessThan(noise.length + 300);
    }

    @Test
    void levelsAreChecked() {
        for (int level : new int[]{-1, 0, 10}) {
            assertThatThrownBy(() -> new GzipWriter(OutputStream.nullOutputStream(), level).close())
                    .hasMessageContaining("1 to 9, not " + level);
        }
    }

    @Test
    void aDiskThatIsFullIsNoSuccess() throws IOException {
        var full = new OutputStream() {
            private int left = 20;

            @Override
            public void write(int b) throws IOException {
                if (left-- == 0) {
                    throw new IOException("no space left");
                }
            }
        };
        byte[] noise = new byte[8 * CHUNK];
        new Random(1).nextBytes(noise);
        try (var gzip = new GzipWriter(full, 6)) {
            assertThatThrownBy(() -> {
                gzip.write(noise, 0, noise.length);
                gzip.finish();
            }).isInstanceOf(IOException.class).hasMessage("no space left");
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        try (var gzip = new GzipWriter(OutputStream.nullOutputStream(), 9)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> gzip.write(new byte[100 * CHUNK], 0, 100 * CHUNK))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Text, noise and zeroes by turns. */
    private static byte[] content(Random random, int length) {
        byte[] content = new byte[length];
        for (int at = 0; at < length;) {
            int end = Math.min(length, at + 1 + random.nextInt(2 * CHUNK));
            int letters = random.nextInt(3) * 128;
            for (int i = at; i < end && letters > 0; i++) {
                content[i] = (byte) random.nextInt(letters);
            }
            at = end;
        }
        return content;
    }

    private static byte[] pack(byte[] content, Random pieces, int level) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GzipWriter(packed, level)) {
            for (int at = 0; at < content.length;) {
                int count = Math.min(content.length - at, 1 + pieces.nextInt(CHUNK + CHUNK / 2));
                gzip.write(content, at, count);
                at += count;
            }
            gzip.finish();
        }
        return packed.toByteArray();
    }
}
