package io.packhouse.ampkg.yaml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.ampkg.PackageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Streams that are taken and streams that are not, a row per rule (reference, 1.8). */
class YamlReaderTest {

    @Test
    void aScalarKeepsItsTextAndIsTypedWhenAsked() throws PackageException {
        var map = (YamlNode.Mapping) read("a: 1.10\nb: '1.10'\nc: ~\nd: yes\ne: |\n  1\nf: \"no\"\ng:\n").getFirst();

        assertThat(map.fields().values()).extracting(node -> ((YamlNode.Scalar) node).text()).containsExactly("1.10", "1.10",
                "~",
                "yes", "1\n", "no", "");
        assertThat(map.value().values().values()).containsExactly(new YamlValue.Real(1.1), new YamlValue.Text("1.10"),
                new YamlValue.Null(), new YamlValue.Bool(true), new YamlValue.Text("1\n"), new YamlValue.Text("no"),
                new YamlValue.Null());
    }

    @Test
    void fieldsStayInTheOrderOfTheDocumentAndValuesAreSorted() throws PackageException {
        var map = (YamlNode.Mapping) read("b: 1\na: 2\nB: 3\n").getFirst();

        assertThat(map.fields().keySet()).containsExactly("b", "a", "B");
        assertThat(map.value().values().keySet()).containsExactly("B", "a", "b");
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("nothing at all", "", 0),
                arguments("only comments", "# nothing\n", 0),
                arguments("without directive and dashes", "a: 1", 1),
                arguments("a byte order mark", "\uFEFF%YAML 1.1\n---\na: 1\n", 1),
                arguments("line ends of Windows", "%YAML 1.1\r\n---\r\na: 1\r\n---\r\nb: 2\r\n", 2),
                arguments("two documents", "a: 1\n---\nb: 2\n", 2),
                arguments("an empty second document", "a: 1\n---\n", 2),
                arguments("an end mark", "a: 1\n...\n---\nb: 2\n...\n", 2),
                arguments("a directive after a document without an end mark", "%YAML 1.1\n---\na: 1\n%YAML 1.1\n---\nb: 2\n",
                        2),
                arguments("an anchor alone", "a: &x 1\n", 1),
                arguments("a tag", "a: !!str 1\nb: !mine {c: 2}\n", 1),
                arguments("JSON", "{\"a\": [1, true, null, {\"b\": \"c\"}]}", 1),
                arguments("quoted keys that look like something else", "'no': 1\n\"1\": 2\n'~': 3\n", 1),
                arguments("a merge key, which is a string here", "<<: 1\n", 1),
                arguments("a character outside the basic plane", "a: 😀\nb: \"\\U0001F600\"\n", 1),
                arguments("a document that is a scalar", "hello", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void theseAreTaken(String what, String yaml, int documents) throws PackageException {
        assertThat(read(yaml)).as(what).hasSize(documents);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("an alias", "a: &x 1\nb: *x\n", "line 2: aliases are not allowed, this is one: *x"),
                arguments("an alias as a key", "? *x\n: 1\n", "line 1: aliases are not allowed"),
                arguments("a duplicate key", "a: 1\nb: 2\na: 3\n", "line 3: duplicate key 'a'"),
                arguments("a duplicate key in other quotes", "a: 1\n'a': 3\n", "line 2: duplicate key 'a'"),
                arguments("a duplicate key within", "x:\n  a: 1\n  a: 2\n", "line 3: duplicate key 'a'"),
                arguments("a key that is a boolean", "no: 1\n", "line 1: keys of maps are strings"),
                arguments("a key that is a boolean of one letter", "y: 1\n", "'y'"),
                arguments("a key that is a number", "1: 1\n", "'1'"),
                arguments("a key that is null", "~: 1\n", "keys of maps are strings"),
                arguments("a key that is empty", ": 1\n", "line 1: "),
                arguments("an explicit key that is empty", "? \n: 1\n", "keys of maps are strings"),
                arguments("a key that is a list", "? [a]\n: 1\n", "a collection"),
                arguments("a NUL", "a: \0\n", "U+0000"),
                arguments("half a character", "a: \"\\ud800\"\n", "\\uD800 is half a character"),
                arguments("half a character as a key", "\"\\udc00\": 1\n", "half a character"),
                arguments("an open list", "a: [1, 2\n", "line 2: "),
                arguments("an open string", "a: 'b\n", "line 2: "),
                arguments("a tab as indentation", "a:\n\tb: 1\n", "line 2: "),
                arguments("a directive twice", "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", "line 2: "),
                arguments("another language version", "%YAML 2.0\n---\na: 1\n", "line 1: "),
                arguments("an unknown handle of a tag", "a: !x!y 1\n", "line 1: "),
                arguments("an unknown escape", "a: \"\\q\"\n", "line 1: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseAreNot(String what, String yaml, String reason) {
        assertThatExceptionOfType(PackageException.class).as(what).isThrownBy(() -> read(yaml))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "ISO-8859-1"})
    void onlyUtf8IsRead(String charset) {
        byte[] yaml = "a: '\u00FC'\n".getBytes(Charset.forName(charset));

        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> YamlReader.read(yaml, YamlLimits.DEFAULT))
                .withMessageMatching("the YAML is not in UTF-8|the character U\\+0000 is not allowed in YAML");
    }

    @Test
    void surrogatesInUtf8AreNoUtf8() {
        byte[] yaml = {'a', ':', ' ', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'};

        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> YamlReader.read(yaml, YamlLimits.DEFAULT))
                .withMessage("the YAML is not in UTF-8");
    }

    private static List<YamlNode> read(String yaml) throws PackageException {
        return YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
    }
}
