package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.archive.Content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SourceScannerTest {

    private static ScannedSource scan(String text) throws IOException {
        return SourceScanner.scan(Content.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            var a = require("a");                     | a
            var a = require('a/b')                    | a/b
            var a = require ( "./a" ) ;               | ./a
            x(); y = require("a").z                   | a
            /* c */ x; var a = require("a");          | a
            require('a")                              | a
            """)
    void findsAName(String text, String name) throws IOException {
        assertThat(scan(text).requires()).containsExactly(Map.entry(name, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"// require('a')", "  // require('a')", "/* require('a') */", " * require('a')", "*require('a')",
            "dump(require('a'))", "require(a)", "'require('a')", "\"require('a')", "require('')", "require",
            "require('a'", "// define(['a'])", "define([])", "define(['exports', 'require', 'module'])", "define([a, 1])"})
    void findsNone(String text) throws IOException {
        assertThat(scan(text).requires()).isEmpty();
    }

    @Test
    void findsEachOfAStatementWithTheLineOfItsFirst() throws IOException {
        assertThat(scan("\nlet a = require('a'), b = require('b');\nrequire('a');\nrequire('c')").requires())
                .containsExactly(Map.entry("a", 2), Map.entry("b", 2), Map.entry("c", 4));
    }

    @Test
    void findsDefinitionsOverLines() throws IOException {
        assertThat(scan("define('me', [\n 'exports',\n 'a', \"b\",\n  nonsense, ], function () {});\nrequire(['c'], f)")
                .requires()).containsExactly(Map.entry("a", 0), Map.entry("b", 0), Map.entry("c", 0));
    }

    @Test
    void aNameOfBothKindsHasTheLine() throws IOException {
        assertThat(scan("define(['a'])\nrequire('a')").requires()).containsExactly(Map.entry("a", 2));
    }

    @Test
    void findsDirectUseOfComponents() throws IOException {
        assertThat(scan("x\n  var c = Components.classes; \n// Components.utils\nComponents.9\n").chrome())
                .containsExactly("2: var c = Components.classes;");
    }

    @Test
    void digestIsOfTheBytes() throws IOException {
        byte[] bytes = {(byte) 0xff, 0, 'a'};

        assertThat(SourceScanner.scan(Content.of(bytes)).sha256()).isEqualTo(Digest.sha256(bytes));
    }

    @Test
    void refusesWhatIsNoCode() {
        Content large = Content.of(new byte[(16 << 20) + 1]);

        assertThatThrownBy(() -> SourceScanner.scan(large)).isInstanceOf(FailureException.class);
    }

    static Stream<String> hostile() {
        return Stream.of("define([", "define('", "define('a', [", "require(", "require('", "require(  ", "require",
                "define(['a'],",
                ";", "'", " ", "\n", "require('a'", "define(['a']);", "/*", "require('a');", "Components.", "define(['a'",
                "],",
                " \t", "require(\"a\" ", "define ( 'a' , ");
    }

    /** Each is 4 MB of the same: anything but time in proportion would take hours. */
    @ParameterizedTest
    @MethodSource("hostile")
    @Timeout(120)
    void takesTimeInProportion(String piece) throws IOException {
        assertThat(scan(piece.repeat((4 << 20) / piece.length())).requires().size()).isLessThan(2);
        assertThat(scan("\n".repeat(1 << 20) + piece.repeat(1000)).requires().size()).isLessThan(2);
        assertThat(scan(" ".repeat(1 << 20) + piece.repeat((1 << 20) / piece.length()) + "]").requires().size())
                .isLessThan(3);
    }

    @Test
    void neverFailsOnAnything() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String[] pieces = hostile().toArray(String[]::new);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(random.nextInt(4) == 0
                        ? Character.toString((char) random.nextInt(0x250))
                        : pieces[random.nextInt(pieces.length)]);
            }

            assertThat(scan(text.toString()).requires().keySet()).as("seed %d, round %d: %s", seed, round, text)
                    .allMatch(name -> !name.isEmpty() && !name.contains("'") && !name.contains("\""));
        }
    }
}
