package io.packhouse.repackager.archive;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.ZipFile;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.testkit.zips.Mutation;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Good archives with a few bytes changed, cut, doubled or moved: each is refused with a failure, or read and copied whole, the
 * same way as another reader sees it. It never takes more memory than the limits let it.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MutatedXpiTest {

    private static final int SEEDS_PER_TEST = 100;
    private static final long MEMORY = 8 * 1024 * 1024;

    @TempDir
    Path directory;

    static LongStream hundreds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seeds {0}00 to {0}99")
    @MethodSource("hundreds")
    void isRefusedOrReadAsOthersReadIt(long hundred) throws Exception {
        for (long seed = hundred * SEEDS_PER_TEST; seed < (hundred + 1) * SEEDS_PER_TEST; seed++) {
            Path file = Files.write(directory.resolve("mutated.xpi"), mutated(new Random(seed)));
            var copy = new ByteArrayOutputStream();
            long before = allocated();
            try (var archive = XpiArchive.open(file, HostileXpiTest.LIMITS)) {
                XpiWriter.write(copy, archive.entries().stream().map(NewEntry::of).toList(), Copies.CHECKED);
                checkAgainst(file, archive, seed);
            } catch (FailureException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageStartingWith("The XPI ");
                assertThat(allocated() - before).as("memory, seed %d", seed).isLessThan(MEMORY);
                continue;
            }
            checkCopy(copy.toByteArray(), seed);
        }
    }

    private static byte[] mutated(Random random) {
        return Mutation.of(good(random), random);
    }

    private static byte[] good(Random random) {
        var entries = new RawEntry[]{stored("mimetype", "application/zip"), deflated("a/", ""),
                deflated("a/b.js", "main();".repeat(random.nextInt(20))).described(random.nextBoolean()),
                stored("c\u00e9", "c").flagged(0x800), deflated("d.js", "some more text, and more text")};
        return RawZip.of(entries).with(zip -> zip.comment = new byte[random.nextInt(4)]).bytes();
    }

    /** Java's own reader sees the same files with the same content. */
    private static void checkAgainst(Path file, XpiArchive archive, long seed) throws Exception {
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList()).as("seed %d", seed)
                    .containsExactlyElementsOf(archive.entries().stream().map(XpiEntry::name).toList());
            for (XpiEntry entry : archive.entries()) {
                assertThat(zip.getInputStream(zip.getEntry(entry.name())).readAllBytes()).as("seed %d", seed)
                        .isEqualTo(entry.bytes(100_000));
            }
        }
    }

    private void checkCopy(byte[] copy, long seed) throws Exception {
        Path file = Files.write(directory.resolve("copy.xpi"), copy);
        var again = new ByteArrayOutputStream();
        try (var archive = XpiArchive.open(file, HostileXpiTest.LIMITS)) {
            checkAgainst(file, archive, seed);
            XpiWriter.write(again, archive.entries().stream().map(NewEntry::of).toList(), Copies.CHECKED);
        }
        assertThat(again.toByteArray()).as("seed %d", seed).isEqualTo(copy);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
