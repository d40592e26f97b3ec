package io.packhouse.archives;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.function.Function;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What is put up with is put up with only where it is said. */
class ToleranceTest {

    @TempDir
    Path directory;

    private static RawEntry a() {
        return deflated("a", "aaaaaaaaaaaaaaaa");
    }

    static Stream<Arguments> zips() {
        return Stream.of(arguments(Tolerance.ZIP64, Kind.ZIP64, RawZip.of(a().with(entry -> {
            entry.extra = RawZip.large(entry.unpacked);
            entry.unpacked = ZipFields.NO_NUMBER;
            entry.localExtra = RawZip.large(entry.localUnpacked, entry.localPacked);
            entry.localPacked = entry.localUnpacked = ZipFields.NO_NUMBER;
        })).with(zip -> zip.large = true)),
                arguments(Tolerance.GAPS, Kind.GAP,
                        RawZip.of(a().with(entry -> entry.behind = new byte[3]), stored("b", ""))),
                arguments(Tolerance.GAPS, Kind.BYTES_BEFORE, RawZip.of(a()).with(zip -> zip.before = new byte[3])),
                arguments(Tolerance.GAPS, Kind.HEADERS_DIFFER, RawZip.of(a().described(true).with(e -> e.behind[7]++))),
                arguments(Tolerance.UNKNOWN_FLAGS, Kind.UNKNOWN_FLAGS, RawZip.of(a().flagged(0x4000))),
                arguments(Tolerance.OTHER_NAMES, Kind.OTHER_NAME,
                        RawZip.of(a().with(e -> e.extra = RawZip.extra(0x7075, RawZip.latin("\1crc.b"))))),
                arguments(Tolerance.DIRECTORIES_MARKED_AS_FILES, Kind.DIRECTORY_MARKED_AS_FILE,
                        RawZip.of(a(), stored("d/", "").mode(0100644))),
                arguments(Tolerance.SIGNATURES_IN_COMMENT, Kind.SEVERAL_ENDS,
                        RawZip.of(a()).with(zip -> zip.comment = Arrays.copyOf(RawZip.latin("PK\5\6"), 40))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("zips")
    void nothing_of_it_is_put_up_with_unless_it_is_named(Tolerance tolerance, Kind kind, RawZip zip) {
        Function<Tolerance[], ZipRules> rules = tolerated -> Refusing.rules(NamePolicy.APART_EVERYWHERE, tolerated);
        Tolerance[] others = EnumSet.complementOf(EnumSet.of(tolerance)).toArray(Tolerance[]::new);
        for (Tolerance[] tolerated : new Tolerance[][]{{}, others}) {
            assertThatThrownBy(() -> Refusing.open(directory, zip, rules.apply(tolerated)))
                    .isInstanceOfSatisfying(Refusing.Refused.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("zips")
    void it_alone_is_enough(Tolerance tolerance, Kind kind, RawZip zip) throws Exception {
        try (var archive = Refusing.open(directory, zip, Refusing.rules(NamePolicy.APART_EVERYWHERE, tolerance))) {
            assertThat(archive.find("a").orElseThrow().open().readAllBytes()).hasSize(16).containsOnly('a');
        }
    }

    /** The comment may hold a signature, but never what a reader could take for the end. */
    @Test
    void two_ends_are_never_put_up_with() {
        var zip = RawZip.of(a()).with(each -> each.comment = RawZip.of().bytes());
        assertThatThrownBy(() -> Refusing.open(directory, zip,
                Refusing.rules(NamePolicy.NEVER_TWICE, Tolerance.values()))).hasMessageContaining("several end records");
    }
}
