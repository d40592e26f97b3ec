package io.packhouse.envbuilder.archives;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.ArchiveFile;
import io.packhouse.archives.ZipArchive;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platformtestkit.RemoteStore;
import io.packhouse.testkit.zips.Mutation;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Good zips with a few bytes changed, cut, doubled or moved: each is refused with a failure, or has the files that Java's own
 * reader finds. None takes more memory than a bound, and nothing stays behind.
 */
@Timeout(180)
class MutatedZipTest {

    private static final int SEEDS_PER_TEST = 1000;
    private static final long MEMORY = 4 << 20;

    @TempDir
    static Path directory;

    static LongStream thousands() {
        return LongStream.range(0, 5);
    }

    @ParameterizedTest(name = "seeds {0}000 to {0}999")
    @MethodSource("thousands")
    void isRefusedOrReadAsOthersReadIt(long thousand) throws Exception {
        int good = 0;
        for (long seed = thousand * SEEDS_PER_TEST; seed < (thousand + 1) * SEEDS_PER_TEST; seed++) {
            Path file = Files.write(directory.resolve("mutated.zip"), mutated(new Random(seed)));
            long before = allocated();
            try (var archive = ZipArchive.open(ArchiveFile.open(file), ZipExtract.rules(HostileZipTest.LIMITS))) {
                checkAgainst(file, archive.entries(), seed);
                good++;
            } catch (FailureException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageStartingWith("the archive ");
            }
            assertThat(allocated() - before).as("memory, seed %d", seed).isLessThan(MEMORY);
        }
        assertThat(good).as("archives that are still good").isBetween(20, SEEDS_PER_TEST / 2);
    }

    /** The whole step, with a store whose blobs have to be copied first. */
    @Test
    void leavesNothingBehind() throws Exception {
        var bench = new StepBench(directory, new RemoteStore(new FileObjectStore(directory.resolve("store"))),
                HostileZipTest.LIMITS);
        int good = 0;
        for (long seed = 0; seed < 60; seed++) {
            Value zip = bench.blob(mutated(new Random(seed)));
            try {
                bench.run("zip.extract", "from", zip);
                good++;
            } catch (FailureException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageStartingWith("the archive ");
            }
        }
        assertThat(good).as("archives that are still good").isBetween(1, 40);
        assertThat(directory.resolve("scratch")).isEmptyDirectory();
        try (Stream<Path> temp = Files.walk(directory.resolve("store/temp"))) {
            assertThat(temp.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".lock"))).isEmpty();
        }
    }

    private static byte[] mutated(Random random) {
        return Mutation.of(good(random), random);
    }

    private static byte[] good(Random random) {
        boolean large = random.nextInt(3) == 0;
        var entries = new RawEntry[]{stored("first", "application/zip"), deflated("a/", ""),
                deflated("a/b.js", "main();".repeat(random.nextInt(20))).described(random.nextBoolean()),
                stored("c\u00e9", "c").flagged(0x800), deflated("d.js", "some more text, and more text").with(entry -> {
                    if (large) {
                        entry.extra = RawZip.large(entry.unpacked);
                        entry.unpacked = 0xffffffffL;
                        entry.localExtra = RawZip.large(entry.localUnpacked, entry.localPacked);
                        entry.localPacked = entry.localUnpacked = 0xffffffffL;
                    }
                })};
        return RawZip.of(entries).with(zip -> {
            zip.comment = new byte[random.nextInt(4)];
            zip.large = large;
        }).bytes();
    }

    /** Java's own reader sees the same files with the same content. */
    private static void checkAgainst(Path file, List<ArchiveEntry> entries, long seed) throws Exception {
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).toList()).as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(entries.stream().map(ArchiveEntry::name).toList());
            for (ArchiveEntry entry : entries) {
                byte[] bytes = entry.open().readAllBytes();
                assertThat(zip.getInputStream(zip.getEntry(entry.name())).readAllBytes()).as("seed %d", seed)
                        .isEqualTo(bytes);
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
