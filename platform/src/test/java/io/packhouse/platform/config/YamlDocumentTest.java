package io.packhouse.platform.config;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class YamlDocumentTest {

    @Test
    void reads_keys_with_their_comments_and_lines() {
        var document = YamlDocument.parse("a.yaml", """
                # Of the file.

                # Of the section.
                http:
                  # First line,
                  #   second line.
                  port: 8080
                  # Of the list.
                  names: [a, b]

                  open: {}
                  plain: x
                """);

        assertThat(document.sections()).containsEntry("http", "Of the section.");
        assertThat(document.entries()).containsExactly(
                new YamlEntry("http.port", new RawValue.Text("8080"), "First line,\n  second line.", false, 7),
                new YamlEntry("http.names", new RawValue.Items(List.of("a", "b")), "Of the list.", false, 9),
                new YamlEntry("http.open", new RawValue.OpenMap(), "", false, 11),
                new YamlEntry("http.plain", new RawValue.Text("x"), "", false, 12));
    }

    @ParameterizedTest
    @CsvSource({"no", "010", "1:30", "1_000", "0x1F", "2026-11-21", "1e3", "off", "'a # b'", "~a"})
    void takes_values_as_they_are_written(String value) {
        var entries = YamlDocument.parse("a.yaml", "key: " + (value.contains("#") ? "'" + value + "'" : value)).entries();

        assertThat(entries.getFirst().value()).isEqualTo(new RawValue.Text(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key:", "key: ~", "key: null", "key: ''"})
    void takes_nothing_as_nothing(String text) {
        assertThat(YamlDocument.parse("a.yaml", text).entries().getFirst().value()).isEqualTo(new RawValue.Text(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "{}"})
    void reads_an_empty_file_as_no_keys(String text) {
        assertThat(YamlDocument.parse("a.yaml", text).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`a: 1\na: 2`|line 2, sets a again, which line 1",
            "`a:\n  b: 1\na.b: 2`|sets a.b again", "`a: &x 1\nb: *x`|anchor", "`a: [b, [c]]`|a list within which",
            "`- a`|must be a mapping", "`text`|must be a mapping", "`a: b: c`|line 1, is not YAML", "`a: 'b`|is not YAML",
            "`? [a]\n: b`|no plain text", "`a: 1\n\tb: 2`|is not YAML", "`a: 1\n---\nb: 2`|is not YAML"})
    void says_what_is_wrong_and_where(String text, String message) {
        assertThatThrownBy(() -> YamlDocument.parse("a.yaml", text)).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("a.yaml").hasMessageContaining(message).hasMessageEndingWith(".");
    }

    @Test
    void refuses_bombs_of_depth_and_of_aliases() {
        assertThatThrownBy(() -> YamlDocument.parse("a.yaml", "a: " + "[".repeat(10_000)))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> YamlDocument.parse("a.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("anchor");
        assertThatThrownBy(() -> YamlDocument.parse("a.yaml", "a: &a\n  b: *a")).isInstanceOf(ConfigException.class);
    }

    @Test
    void makes_no_objects() {
        assertThatThrownBy(() -> YamlDocument.parse("a.yaml", "key: !!javax.script.ScriptEngineManager [x]"))
                .isInstanceOf(ConfigException.class).hasMessageContaining("is not allowed");
    }

    /** Whatever a file holds: keys, or a sentence. */
    @RepeatedTest(50)
    void never_fails_in_another_way() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var parts = new String[]{"a", "b", ":", ": ", "\n", "\n  ", "- ", "#", "'", "\"", "[", "]", "{", "}", ",", "&x",
                "*x",
                "!t ", "|", ">", "---", "\t", "%", "\u0000", "é", "? "};
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(parts[random.nextInt(parts.length)]);
        }

        try {
            assertThat(YamlDocument.parse("a.yaml", text.toString()).entries()).as("seed %d", seed).isNotNull();
        } catch (ConfigException sentence) {
            assertThat(sentence.getMessage()).as("seed %d: %s", seed, text).startsWith("a.yaml");
        }
    }
}
