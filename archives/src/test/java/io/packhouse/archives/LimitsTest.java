package io.packhouse.archives;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.archives.ZipFault.Kind;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class LimitsTest {

    private static final Refusals REFUSALS = (fault, cause) -> new Refusing.Refused(fault);

    @TempDir
    Path directory;

    static Stream<Arguments> zips() {
        return Stream.of(
                arguments(Kind.PACKED, RawZip.of(stored("a", "a".repeat(100_000))), "has 100100 bytes; at most 100000"),
                arguments(Kind.ENTRIES,
                        RawZip.of(IntStream.range(0, 11).mapToObj(i -> stored("f" + i, "")).toArray(RawEntry[]::new)),
                        "has 11 entries; at most 10"),
                arguments(Kind.DIRECTORY, RawZip.of(stored("a", "").with(entry -> entry.comment = new byte[1000])),
                        "has a central directory of 1047 bytes; at most 1000"),
                arguments(Kind.NAMES, RawZip.of(stored("a".repeat(40), ""), stored("b".repeat(40), ""),
                        stored("c".repeat(21), "")), "has names of more than 100 characters"),
                arguments(Kind.NAME_LENGTH, RawZip.of(stored("a".repeat(41), "")),
                        "has a name of 41 characters; at most 40"),
                arguments(Kind.DEPTH, RawZip.of(stored("a/b/c/d/e/", "")), "lies 5 levels deep; at most 4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zips")
    void holds_what_an_archive_asks_for(Kind kind, RawZip zip, String why) {
        assertThat(kind.isLimit()).isTrue();
        assertThatThrownBy(() -> Refusing.open(directory, zip, Refusing.rules(NamePolicy.NEVER_TWICE)))
                .isInstanceOfSatisfying(Refusing.Refused.class, e -> assertThat(e.fault().kind()).isEqualTo(kind))
                .hasMessageContaining(why);
    }

    @Test
    void takes_what_is_just_within_them() throws Exception {
        var zip = RawZip.of(stored("a/b/c/d/", ""), stored("b".repeat(40), ""), stored("c".repeat(40), ""), stored("d", ""));
        try (var archive = Refusing.open(directory, zip, Refusing.rules(NamePolicy.NEVER_TWICE))) {
            assertThat(archive.entries()).hasSize(4);
        }
    }

    private List<ArchiveEntry> entries(RawEntry... entries) throws Exception {
        try (var archive = Refusing.open(directory, RawZip.of(entries),
                Refusing.rules(NamePolicy.NEVER_TWICE, Tolerance.ZIP64))) {
            return archive.entries();
        }
    }

    private static RawEntry declaring(String name, long size) {
        return deflated(name, "x").with(entry -> {
            entry.extra = RawZip.large(size);
            entry.unpacked = ZipFields.NO_NUMBER;
            entry.localExtra = RawZip.large(size, entry.packed);
            entry.localPacked = entry.localUnpacked = ZipFields.NO_NUMBER;
        });
    }

    @Test
    void adds_up_what_no_number_could_hold() throws Exception {
        var entries = entries(declaring("a", Long.MAX_VALUE), declaring("b", Long.MAX_VALUE));
        var limits = new UnpackLimits(ZipLimits.NONE, 1000, 2, 0);
        assertThatThrownBy(() -> limits.checkTotal(entries, 10, REFUSALS))
                .hasMessage("unpacks to " + Long.MAX_VALUE + " bytes; at most 1000 are taken");
        var ratio = new UnpackLimits(ZipLimits.NONE, ZipLimits.NONE, ZipLimits.NONE, 0);
        assertThatCode(() -> ratio.checkTotal(entries, 1, REFUSALS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ratio.checkTotal(entries, 0, REFUSALS)).hasMessageContaining("from 0 to");
    }

    @Test
    void a_ratio_is_exact_and_begins_above_the_floor() throws Exception {
        var entries = entries(stored("a", "a".repeat(60)), stored("b", "b".repeat(40)));
        assertThatCode(() -> new UnpackLimits(60, 100, 10, 0).checkTotal(entries, 10, REFUSALS)).doesNotThrowAnyException();
        assertThatCode(() -> new UnpackLimits(60, 100, 12, 0).checkTotal(entries, 9, REFUSALS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new UnpackLimits(60, 100, 11, 0).checkTotal(entries, 9, REFUSALS))
                .hasMessage("unpacks from 9 to 100 bytes; above 0 bytes it may be 11 times as many");
        assertThatCode(() -> new UnpackLimits(60, 100, 1, 100).checkTotal(entries, 1, REFUSALS)).doesNotThrowAnyException();
        assertThatCode(() -> new UnpackLimits(60, 100, 1, 0).checkEach(entries, REFUSALS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new UnpackLimits(59, 100, 1, 0).checkEach(entries, REFUSALS))
                .hasMessage("has the entry <a> that unpacks to 60 bytes; at most 59 are taken of one entry");
    }

    @Test
    void limits_below_1_make_no_sense() {
        assertThatThrownBy(() -> new ZipLimits(1, 1, 1, 1, 0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new UnpackLimits(1, 1, 0, 0)).hasMessageContaining("at least 1");
    }
}
