package io.packhouse.addonscript.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.addonscript.Tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VersionRangeTest {

    static Stream<Arguments> order() {
        return Tables.rows(VersionRangeTest.class, "maven-order.tsv");
    }

    static Stream<Arguments> ranges() {
        return Tables.rows(VersionRangeTest.class, "maven-ranges.tsv");
    }

    @ParameterizedTest
    @MethodSource("order")
    void versions_come_in_the_order_of_maven(String chain) {
        List<List<AddonVersion>> places = Stream.of(chain.replace(" = ", "=").split(" "))
                .map(place -> Stream.of(place.split("=")).map(AddonVersion::of).toList()).toList();
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < places.size(); j++) {
                for (AddonVersion left : places.get(i)) {
                    for (AddonVersion right : places.get(j)) {
                        assertThat(Integer.signum(left.compareInOrder(right))).as("%s to %s", left, right)
                                .isEqualTo(Integer.compare(i, j));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void says_what_is_in_a_range(String range, String version, String expected) {
        if (expected.equals("INVALID")) {
            assertThatThrownBy(() -> VersionRange.parse(range)).isInstanceOf(VersionSyntaxException.class);
        } else {
            assertThat(VersionRange.parse(range).contains(AddonVersion.of(version))).isEqualTo(Boolean.valueOf(expected));
        }
    }

    @Test
    void what_we_take_of_intervals_means_what_it_means_to_maven() throws InvalidVersionSpecificationException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> versions = List.of("0", "1.0", "1.0-rc1", "1.1", "1.1-SNAPSHOT", "1.2", "2", "2.0-alpha", "10",
                "1.1-x");
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = intervals(random, versions);
            MavenRange ours = oursOrNull(text);
            if (ours != null) {
                taken++;
                var theirs = org.apache.maven.artifact.versioning.VersionRange.createFromVersionSpec(text);
                for (String version : versions) {
                    assertThat(ours.contains(AddonVersion.of(version))).as("seed %d: %s in %s", seed, version, text)
                            .isEqualTo(theirs.containsVersion(new DefaultArtifactVersion(version)));
                }
            }
        }
        assertThat(taken).as("seed %d", seed).isGreaterThan(3_000);
    }

    @Test
    void what_maven_refuses_is_refused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = "[" + intervals(random, List.of("1", "2", "", "(", "]", ",", "1.0-a", "[3"));
            if (oursOrNull(text) != null) {
                assertThat(isTakenByMaven(text)).as("seed %d: %s", seed, text).isTrue();
            }
        }
    }

    private static String intervals(Random random, List<String> versions) {
        List<String> intervals = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String lower = random.nextInt(5) == 0 ? "" : versions.get(random.nextInt(versions.size()));
            String upper = random.nextInt(5) == 0 ? "" : versions.get(random.nextInt(versions.size()));
            String inner = random.nextInt(6) == 0 ? lower : lower + "," + upper;
            intervals.add((random.nextBoolean() ? "[" : "(") + inner + (random.nextBoolean() ? "]" : ")"));
        }
        return String.join(",", intervals);
    }

    private static @Nullable MavenRange oursOrNull(String text) {
        try {
            return MavenRange.parse(text);
        } catch (VersionSyntaxException e) {
            return null;
        }
    }

    private static boolean isTakenByMaven(String text) {
        try {
            org.apache.maven.artifact.versioning.VersionRange.createFromVersionSpec(text);
            return true;
        } catch (InvalidVersionSpecificationException e) {
            return false;
        }
    }

    @Test
    void releases_of_minecraft_with_two_numbers_count_as_semver() {
        VersionRange range = VersionRange.parse(">=1.18.0 <1.21.0");

        assertThat(range.contains(AddonVersion.ofMinecraft("1.20"))).isTrue();
        assertThat(range.contains(AddonVersion.ofMinecraft("1.20.1"))).isTrue();
        assertThat(range.contains(AddonVersion.ofMinecraft("1.21"))).isFalse();
        assertThat(range.contains(AddonVersion.ofMinecraft("23w13a"))).isFalse();
        assertThat(range.contains(AddonVersion.ofMinecraft("1."))).isFalse();
        assertThat(range.contains(AddonVersion.of("1.20"))).isFalse();
    }

    @Test
    void equal_means_the_same_text() {
        assertThat(AddonVersion.of("1.0")).isNotEqualTo(AddonVersion.of("1")).isEqualTo(AddonVersion.of("1.0"));
        assertThat(AddonVersion.of("1.0").compareInOrder(AddonVersion.of("1"))).isZero();
        assertThat(AddonVersion.ORDER.compare(AddonVersion.of("1"), AddonVersion.of("1.0"))).isNegative();
        assertThat(VersionRange.parse("[1,2]")).isEqualTo(VersionRange.parse("[1,2]"))
                .isNotEqualTo(VersionRange.parse("[1,2)"));
        assertThat(VersionRange.parse(">=1")).isEqualTo(VersionRange.parse(">=1")).isNotEqualTo(VersionRange.parse(">1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 0", "1\t0", "é", "1.0\n", "\0"})
    void a_version_is_printable_ascii_without_blanks(String text) {
        assertThatThrownBy(() -> AddonVersion.of(text)).isInstanceOf(VersionSyntaxException.class)
                .hasMessage("a version is 1 to 255 printable ASCII characters without blanks");
    }

    @Test
    void long_texts_cost_nothing() {
        assertThat(AddonVersion.isVersion("1".repeat(255))).isTrue();
        assertThat(AddonVersion.isVersion("1".repeat(256))).isFalse();
        AddonVersion deep = AddonVersion.of("1" + "-1".repeat(127));
        assertThat(deep.compareInOrder(AddonVersion.of("1" + "-1".repeat(126) + "-2"))).isNegative();
        for (String hostile : List.of(">=" + " ".repeat(900) + "1", ">" + "=".repeat(1000), "[" + "(".repeat(1000),
                "[" + ",".repeat(1000), ">1" + "-".repeat(1000), ">1" + " - ".repeat(300))) {
            try {
                VersionRange.parse(hostile);
            } catch (VersionSyntaxException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> VersionRange.parse(">" + "1".repeat(1024))).hasMessage(
                "a range has at most 1024 characters, this has 1025");
        assertThatThrownBy(() -> VersionRange.parse(">1 ".repeat(65))).hasMessage("a range has at most 64 comparators");
        assertThatThrownBy(() -> VersionRange.parse(">1" + "||".repeat(65)))
                .hasMessage("a range has at most 64 comparators");
        assertThatThrownBy(() -> VersionRange.parse("[1],".repeat(65))).hasMessage("a range has at most 64 intervals");
    }

    @Test
    void a_refusal_says_what_would_be_right() {
        assertThatThrownBy(() -> VersionRange.parse("^1.2")).hasMessage(
                "«^1.2» looks like a SemVer range; those start with <, > or = here, as in >=1.2.0 <2.0.0");
        assertThatThrownBy(() -> VersionRange.parse("[1.0,2.0")).hasMessage("«[1.0,2.0»: an interval is not closed");
        assertThatThrownBy(() -> VersionRange.parse(">=1.2.0 latest")).hasMessage("«>=1.2.0 latest» is no SemVer range: "
                + "«latest» is no comparator such as >=1.2.0, <2.0.0 or ~1.2");
    }
}
