package io.packhouse.ampkg.yaml;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.PackageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Streams that are made to cost much: each ends with an answer long before anybody worries. */
class HostileYamlTest {

    private static final int MEGABYTE = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(20);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a million open lists", "[".repeat(MEGABYTE), "more than 64 deep"),
                arguments("a million open maps", "{a: ".repeat(MEGABYTE / 4), "more than 64 deep"),
                arguments("a million keys that are maps", "{".repeat(MEGABYTE), "more than 64 deep"),
                arguments("lists in one line", "- ".repeat(MEGABYTE / 2), "more than 64 deep"),
                arguments("explicit keys in one line", "? ".repeat(MEGABYTE / 2), "more than 64 deep"),
                arguments("empty items", "[" + "'',".repeat(MEGABYTE / 3) + "]", "more than 100000 scalars, lists and maps"),
                arguments("empty documents", "---\n".repeat(MEGABYTE / 4), "more than 100000 scalars, lists and maps"),
                arguments("billion laughs", laughs(), "aliases are not allowed"),
                arguments("itself", "a: &a [*a]\n", "aliases are not allowed"),
                arguments("bytes over the limit", "a".repeat((1 << 20) + 1), "more than the 1048576 that are allowed"),
                arguments("a key that goes on", "a".repeat(MEGABYTE) + ": 1\n", ""),
                arguments("a tag that goes on", "!" + "a".repeat(MEGABYTE) + "! 1\n", ""),
                arguments("a directive that goes on", "%YAML " + "1".repeat(MEGABYTE) + ".1\n---\n", ""),
                arguments("a million quotes", "'".repeat(MEGABYTE - 1), ""));
    }

    private static String laughs() {
        return "a: &a [x, x, x]\n" + IntStream.range(1, 20).mapToObj(i -> "b%d: &b%d [*a, *a]\n".formatted(i, i))
                .reduce("", String::concat);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void costlyStreamsAreRefused(String what, String yaml, String reason) {
        assertTimeoutPreemptively(LONG, () -> assertThatExceptionOfType(PackageException.class).as(what)
                .isThrownBy(() -> YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT))
                .withMessageContaining(reason));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("a huge scalar", "a: '" + "x".repeat(MEGABYTE) + "'\n"),
                arguments("a huge number", "a: " + "9".repeat(MEGABYTE) + "\n"),
                arguments("a scalar of many lines", "a: |\n" + "  x\n".repeat(MEGABYTE / 4)),
                arguments("plain text of many lines", "a\n".repeat(MEGABYTE / 2)),
                arguments("a comment", "#" + "x".repeat(MEGABYTE)),
                arguments("blanks", " ".repeat(MEGABYTE)),
                arguments("many keys", IntStream.range(0, 40_000).mapToObj("k%d: 1\n"::formatted).reduce(new StringBuilder(),
                        StringBuilder::append, StringBuilder::append).toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void bigStreamsAreTaken(String what, String yaml) {
        assertTimeoutPreemptively(LONG,
                () -> assertThat(YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT)).as(what)
                        .isNotNull());
    }

    @Test
    void keysWithOneHashAreNoTrouble() throws PackageException {
        var yaml = new StringBuilder();
        for (int i = 0; i < 1 << 14; i++) {
            for (int bit = 0; bit < 14; bit++) {
                yaml.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            yaml.append(": x\n");
        }

        assertThat(YamlReader.read(yaml.toString().getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT)).hasSize(1);
    }

    /** What random pieces of YAML make: an answer or a refusal, nothing else. */
    @Test
    void randomStreamsAreReadOrRefused() {
        String[] pieces = {"a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", "\n", "  ", "'", "\"", "|", ">", "&x ",
                "*x", "!", "%",
                "---\n", "...\n", "#", "\\", "\t", "\r", "~", "1.5", "\u0085", "\uFEFF", "😀", "\0", "@", "`", "<<",
                "%YAML 1.1\n", "|2-\n"};
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            String yaml = IntStream.range(0, 1 + random.nextInt(24)).mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                    .reduce("", String::concat);
            try {
                assertThat(YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT)).isNotNull();
            } catch (PackageException refusal) {
                assertThat(refusal.getMessage()).as("seed %d: %s", seed, yaml).isNotBlank();
            } catch (RuntimeException | StackOverflowError wrong) {
                throw new AssertionError("seed " + seed + ": " + yaml, wrong);
            }
        }
    }
}
