package io.packhouse.addonscript.versions;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.addonscript.Tables;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rows say what node-semver says of the cases that it publishes, and of more; the same here. */
class SemVerTest {

    static Stream<Arguments> versions() {
        return Tables.rows(SemVerTest.class, "semver-versions.tsv");
    }

    static Stream<Arguments> order() {
        return Tables.rows(SemVerTest.class, "semver-order.tsv");
    }

    static Stream<Arguments> parsed() {
        return Tables.rows(SemVerTest.class, "semver-parse.tsv");
    }

    static Stream<Arguments> contained() {
        return Tables.rows(SemVerTest.class, "semver-contains.tsv");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void takes_what_is_a_version(String text, boolean isVersion) {
        assertThat(SemVer.parseOrNull(text) != null).isEqualTo(isVersion);
    }

    @ParameterizedTest
    @MethodSource("order")
    void orders_versions(String left, String right, int order) {
        SemVer first = requireNonNull(SemVer.parseOrNull(left));
        SemVer second = requireNonNull(SemVer.parseOrNull(right));

        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(order);
        assertThat(Integer.signum(second.compareTo(first))).isEqualTo(-order);
        assertThat(first.equals(second)).isEqualTo(order == 0);
    }

    @ParameterizedTest
    @MethodSource("parsed")
    void reads_ranges(String range, String canonical) {
        if (canonical.equals("INVALID")) {
            assertThatThrownBy(() -> SemVerRange.parse(range)).isInstanceOf(VersionSyntaxException.class)
                    .hasMessageContaining("«" + range + "»");
        } else {
            assertThat(SemVerRange.parse(range).canonical()).isEqualTo(canonical);
        }
    }

    @ParameterizedTest
    @MethodSource("contained")
    void says_what_is_in_a_range(String range, String version, boolean isIn) {
        assertThat(SemVerRange.parse(range).contains(AddonVersion.of(version))).isEqualTo(isIn);
    }

    @Test
    void a_canonical_range_is_the_same_range() {
        parsed().map(row -> (String) row.get()[1]).filter(range -> !range.equals("INVALID"))
                .forEach(range -> assertThat(SemVerRange.parse(range).canonical()).isEqualTo(range));
    }

    @Test
    void versions_longer_than_node_takes_are_none() {
        assertThat(SemVer.parseOrNull("1.0.0-" + "a".repeat(250))).isNotNull();
        assertThat(SemVer.parseOrNull("1.0.0-" + "a".repeat(251))).isNull();
    }

    @Test
    void whatever_comes_is_a_range_or_refused_with_a_sentence() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "0123.x*-+~^<>=|v []a,";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(">");
            random.ints(random.nextInt(24), 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
            try {
                VersionRange range = VersionRange.parse(text.toString());
                boolean isIn = range.contains(AddonVersion.of("1.2.3"));
                assertThat(SemVerRange.parse(((SemVerRange) range).canonical()).contains(AddonVersion.of("1.2.3")))
                        .as("seed %d: %s", seed, text).isEqualTo(isIn);
            } catch (VersionSyntaxException e) {
                assertThat(e.getMessage()).as("seed %d: %s", seed, text).contains("«");
            }
        }
    }
}
