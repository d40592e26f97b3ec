package io.packhouse.ampkg.document;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Headers of packages, a row per rule (reference, 1.3). */
class PackageHeaderTest {

    private static final String FORMAT = "%YAML 1.1\n---\nformatType: 'am-package-header'\nformatVersion: 2\n---\n";

    @Test
    void readsWhatItWrites() throws PackageException {
        var extra = YamlValue.Fields.of(Map.of("ü", new YamlValue.Text("x")));
        var header = PackageHeader.of("hello.world", 574464, extra, YamlValue.Fields.EMPTY);

        assertThat(PackageHeader.parse(header.write(), YamlLimits.DEFAULT)).isEqualTo(header);
    }

    @Test
    void writesAsTheOriginal() {
        assertThat(PackageHeader.of("hello.world", 574464, null, null).write()).asString(StandardCharsets.UTF_8)
                .isEqualTo(FORMAT + "diskSpaceUsed: 574464\npackageId: 'hello.world'\n");
    }

    @Test
    void version1NamesAnApplication() throws PackageException {
        String old = FORMAT.replace('2', '1');

        assertThat(parse(old + "applicationId: a\ndiskSpaceUsed: 1\n"))
                .isEqualTo(new PackageHeader(1, "a", 1, null, null));
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> parse(old + "packageId: a\ndiskSpaceUsed: 1\n"))
                .withMessageContaining("metadata has an invalid applicationId field ()");
        assertThatExceptionOfType(PackageException.class)
                .isThrownBy(() -> parse(FORMAT + "applicationId: a\ndiskSpaceUsed: 1\n"))
                .withMessageContaining("metadata has an invalid packageId field ()");
    }

    @Test
    void whatWasReadFromVersion1IsWrittenAsVersion2() throws PackageException {
        byte[] written = parse(FORMAT.replace('2', '1') + "applicationId: a\ndiskSpaceUsed: 1\n").write();

        assertThat(PackageHeader.parse(written, YamlLimits.DEFAULT)).isEqualTo(PackageHeader.of("a", 1, null, null));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("unknown keys", "packageId: a\ndiskSpaceUsed: 1\nfoo: [bar]\n"),
                arguments("further documents", "packageId: a\ndiskSpaceUsed: 1\n---\n- 1\n"),
                arguments("a number in quotes", "packageId: a\ndiskSpaceUsed: '1'\n"),
                arguments("a hexadecimal number", "packageId: a\ndiskSpaceUsed: 0x10\n"),
                arguments("an id that looks like something else", "packageId: 1.10\ndiskSpaceUsed: 1\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void theseAreTaken(String what, String document) throws PackageException {
        assertThat(parse(FORMAT + document).packageId()).as(what).isIn("a", "1.10");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("no id", "diskSpaceUsed: 1\n", "metadata has an invalid packageId field ()"),
                arguments("an id that is none", "packageId: a/b\ndiskSpaceUsed: 1\n",
                        "metadata has an invalid packageId field (a/b)"),
                arguments("an id that is a list", "packageId: [a]\ndiskSpaceUsed: 1\n", "invalid packageId field ()"),
                arguments("no size", "packageId: a\n", "metadata has an invalid diskSpaceUsed field ()"),
                arguments("a size of nothing", "packageId: a\ndiskSpaceUsed: 0\n", "invalid diskSpaceUsed field (0)"),
                arguments("a size that is no number", "packageId: a\ndiskSpaceUsed: x\n", "invalid diskSpaceUsed field (x)"),
                arguments("a size below nothing", "packageId: a\ndiskSpaceUsed: -1\n", "invalid diskSpaceUsed field (-1)"),
                arguments("a size that nobody has", "packageId: a\ndiskSpaceUsed: 9223372036854775808\n",
                        "invalid diskSpaceUsed"),
                arguments("a fraction", "packageId: a\ndiskSpaceUsed: 1.5\n", "invalid diskSpaceUsed field (1.5)"),
                arguments("extra that is no map", "packageId: a\ndiskSpaceUsed: 1\nextra: x\n",
                        "invalid extra field at line 8"),
                arguments("signed extra that is no map", "packageId: a\ndiskSpaceUsed: 1\nextraSigned: [x]\n",
                        "invalid extraSigned"),
                arguments("signed extra that is null", "packageId: a\ndiskSpaceUsed: 1\nextraSigned:\n",
                        "invalid extraSigned"),
                arguments("a duplicate key", "packageId: a\npackageId: a\n", "duplicate key 'packageId'"),
                arguments("an alias", "packageId: &a a\nfoo: *a\n", "aliases are not allowed"),
                arguments("a key that is no string", "1: a\n", "keys of maps are strings"),
                arguments("no map", "- a\n", "metadata is not a map"),
                arguments("nothing", "", "metadata is not a map"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseAreNot(String what, String document, String reason) {
        assertThatExceptionOfType(PackageException.class).as(what).isThrownBy(() -> parse(FORMAT + document))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            am-package-footer, 2
            am-package-header, 3
            am-package-header, 0
            am-package-header, two
            am-package,        1
            """)
    void onlyTwoFormatsAreKnown(String type, String version) {
        String yaml = "formatType: %s\nformatVersion: %s\n---\npackageId: a\ndiskSpaceUsed: 1\n".formatted(type, version);

        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> parse(yaml))
                .withMessageContaining("metadata has an invalid format specification");
    }

    @Test
    void theFormatAloneIsNoHeader() {
        assertThatExceptionOfType(PackageException.class)
                .isThrownBy(() -> parse("formatType: am-package-header\nformatVersion: 2\n"))
                .withMessageContaining("there is no second document");
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> parse(""))
                .withMessageContaining("metadata has an invalid format specification");
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> parse("'"))
                .withMessageContaining("metadata is not a valid YAML document: line 1");
    }

    private static PackageHeader parse(String yaml) throws PackageException {
        return PackageHeader.parse(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
    }
}
