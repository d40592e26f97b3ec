package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.packagestore.directory.MirrorJournal.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of the files of {@code .packages}, over any end of the process. */
class MirrorJournalTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    Path folder;

    private FileStamp stamp(String text) throws IOException {
        return FileStamp.of(Files.writeString(folder.resolve("file"), text)).orElseThrow();
    }

    @Test
    void remembersWhatLiesThere() throws Exception {
        FileStamp stamp = stamp("twelve bytes");
        MirrorJournal journal = MirrorJournal.open(folder);
        journal.willPut("a b_all.ampkg", A);
        journal.lies("a b_all.ampkg", A, stamp);
        journal.willPut("a b_all.ampkg", B);

        Entry entry = MirrorJournal.open(folder).find("a b_all.ampkg").orElseThrow();

        assertThat(entry.digests()).containsExactlyInAnyOrder(A, B);
        assertThat(entry.lying()).hasValueSatisfying(lies -> {
            assertThat(lies.sha256()).isEqualTo(A);
            assertThat(lies.is(stamp)).isTrue();
            assertThat(lies.is(new FileStamp(13, stamp.modified(), stamp.file()))).isFalse();
        });
    }

    @Test
    void forgetsWhatIsGone() throws Exception {
        MirrorJournal journal = MirrorJournal.open(folder);
        journal.willPut("a_all.ampkg", A);
        journal.forget("a_all.ampkg");

        assertThat(MirrorJournal.open(folder).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"= ", "+", "= aaa 1 2 x", "= " + A_TEXT + " 12", "+ zz name", "? what", "- ", "\n\n",
            "= " + A_TEXT
                    + " -1 1 x",
            "+ " + A_TEXT})
    void aLineThatIsNoneDoesNotCount(String line) throws Exception {
        MirrorJournal journal = MirrorJournal.open(folder);
        journal.willPut("a_all.ampkg", A);
        Files.writeString(folder.resolve(".mirror"), line, StandardOpenOption.APPEND);

        assertThat(MirrorJournal.open(folder).names()).containsExactly("a_all.ampkg");
    }

    private static final String A_TEXT = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    /** Whatever is cut off at the end of the file, the lines before it count as before. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void isReadAsFarAsItWasWritten(long seed) throws Exception {
        Random random = new Random(seed);
        FileStamp stamp = stamp("x");
        Map<String, Entry> known = new HashMap<>();
        MirrorJournal journal = MirrorJournal.open(folder);
        for (int step = 0; step < 200; step++) {
            String name = "p" + random.nextInt(5) + "_all.ampkg";
            switch (random.nextInt(3)) {
                case 0 -> journal.willPut(name, random.nextBoolean() ? A : B);
                case 1 -> journal.lies(name, random.nextBoolean() ? A : B, stamp);
                default -> journal.forget(name);
            }
        }
        for (String name : journal.names()) {
            known.put(name, journal.find(name).orElseThrow());
        }
        Files.writeString(folder.resolve(".mirror"), "+ aaaa", StandardOpenOption.APPEND);

        MirrorJournal again = MirrorJournal.open(folder);

        assertThat(again.names()).as("seed %s", seed).isEqualTo(Set.copyOf(known.keySet()));
        for (String name : again.names()) {
            assertThat(again.find(name)).as("seed %s, %s", seed, name).hasValue(known.get(name));
        }
        assertThat(List.copyOf(Files.readAllLines(folder.resolve(".mirror"))).size()).isLessThanOrEqualTo(15);
    }
}
