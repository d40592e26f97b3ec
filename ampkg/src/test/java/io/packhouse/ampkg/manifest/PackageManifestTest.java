package io.packhouse.ampkg.manifest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.manifest.PackageManifest.Application;
import io.packhouse.ampkg.yaml.YamlLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Manifests, a row per rule (reference, 1.9). */
class PackageManifestTest {

    private static final String FORMAT = "formatVersion: 1\nformatType: am-package\n---\n";
    private static final String APPLICATION = "applications: [ { id: a, code: main.qml, runtime: qml } ]\n";
    private static final String TWO = "applications: [ { id: a, code: c, runtime: r }, { id: b, code: c, runtime: r } ]\n";
    private static final String LEGACY = "formatVersion: 1\nformatType: am-application\n---\n";
    private static final String LEAST_LEGACY = "id: p\ncode: main.qml\nruntime: qml\n";

    @Test
    void readsAWholeManifest() throws PackageException {
        PackageManifest manifest = parse("""
                formatVersion: 1
                formatType: am-package
                ---
                id: 'hello.world'
                icon: 'icon.png'
                name:
                  en: 'Hello World'
                  ja: 'こんにちは'
                  yo: yes
                description: { en: 'A test' }
                version: 1.10
                categories: [ 'tools', 'games', Apps, tools ]
                applications:
                - id: 'hello.world'
                  code: 'main.qml'
                  runtime: 'qml'
                  icon: i.png
                  name: { en: x }
                  description: { en: x }
                  categories: x
                  runtimeParameters: { a: [ 1 ] }
                  supportsApplicationInterface: yes
                  capabilities: [ a, b ]
                  opengl: { desktopProfile: core, esMajorVersion: 3, esMinorVersion: 2 }
                  watchdog: { a: b }
                  applicationProperties: { private: { a: 1 }, protected: { b: 2 } }
                  logging: { dlt: { id: 'x', description: 'y' } }
                intents:
                - id: open
                  visibility: private
                  handlingApplicationId: hello.world
                  requiredCapabilities: x
                  parameterMatch: { a: b }
                  icon: i.png
                  name: { en: x }
                  description: { en: x }
                  categories: [ x ]
                  handleOnlyWhenRunning: false
                - id: open
                """);

        assertThat(manifest.legacy()).isFalse();
        assertThat(manifest.id()).isEqualTo("hello.world");
        assertThat(manifest.icon()).isEqualTo("icon.png");
        assertThat(manifest.names())
                .containsExactlyInAnyOrderEntriesOf(Map.of("en", "Hello World", "ja", "こんにちは", "yo", "yes"));
        assertThat(manifest.descriptions()).isEqualTo(Map.of("en", "A test"));
        assertThat(manifest.categories()).containsExactly("Apps", "games", "tools", "tools");
        assertThat(manifest.version()).isEqualTo("1.10");
        assertThat(manifest.applications()).containsExactly(new Application("hello.world", "main.qml", "qml"));
    }

    @Test
    void littleIsRequired() throws PackageException {
        assertThat(parse(FORMAT + "id: p\n" + APPLICATION)).isEqualTo(new PackageManifest(false, "p", "", Map.of(), Map.of(),
                List.of(), "", List.of(new Application("a", "main.qml", "qml"))));
    }

    @Test
    void readsALegacyManifest() throws PackageException {
        PackageManifest manifest = parse(LEGACY + """
                id: 'legacy.app'
                icon: 'icon.png'
                name: { en: 'Legacy' }
                categories: x
                version: ~
                code: 'main.qml'
                runtime: 'qml'
                runtimeParameters: {}
                supportsApplicationInterface: true
                capabilities: x
                opengl: {}
                applicationProperties: {}
                documentUrl: 'http://x'
                mimeTypes: [ 'text/plain' ]
                logging: {}
                environmentVariables: { A: b }
                """);

        assertThat(manifest.legacy()).isTrue();
        assertThat(manifest.version()).isEqualTo("~");
        assertThat(manifest.names()).isEqualTo(Map.of("en", "Legacy"));
        assertThat(manifest.applications()).containsExactly(new Application("legacy.app", "main.qml", "qml"));
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("two applications", "id: p\n" + TWO),
                arguments("a category", "id: p\ncategories: x\n" + APPLICATION),
                arguments("no category", "id: p\ncategories: []\n" + APPLICATION),
                arguments("no intent", "id: p\nintents: []\n" + APPLICATION),
                arguments("an intent for the only application", "id: p\n" + APPLICATION + "intents: [ { id: i } ]\n"),
                arguments("an intent for the second",
                        "id: p\n" + TWO + "intents: [ { id: i, handlingApplicationId: b } ]\n"),
                arguments("a public intent", "id: p\n" + APPLICATION + "intents: [ { id: i, visibility: public } ]\n"),
                arguments("two intents with one id", "id: p\n" + APPLICATION + "intents: [ { id: i }, { id: i } ]\n"),
                arguments("further documents", "id: p\n" + APPLICATION + "---\nfoo: bar\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void theseAreTaken(String what, String body) throws PackageException {
        assertThat(parse(FORMAT + body).id()).as(what).isEqualTo("p");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("an unknown key", "id: p\nfoo: bar\n" + APPLICATION,
                        "line 5: Field 'foo' is not valid in this context"),
                arguments("a key of the old format", "id: p\ncode: x\n" + APPLICATION, "Field 'code' is not valid"),
                arguments("no id", APPLICATION, "Required fields are missing: id"),
                arguments("nothing required", "name: {}\n", "Required fields are missing: applications, id"),
                arguments("an invalid id", "id: a/b\n" + APPLICATION, "invalid id 'a/b'"),
                arguments("a hidden id", "id: .a\n" + APPLICATION, "does not begin with a dot"),
                arguments("an id that is a list", "id: [a]\n" + APPLICATION, "Field 'id' must be a string"),
                arguments("a name that is a string", "id: p\nname: x\n" + APPLICATION, "Field 'name' must be a map"),
                arguments("a name that is null", "id: p\nname:\n" + APPLICATION, "Field 'name' must be a map"),
                arguments("a name that is a list", "id: p\nname: { en: [x] }\n" + APPLICATION,
                        "Field 'name' must be strings"),
                arguments("a locale that is a boolean", "id: p\nname: { no: x }\n" + APPLICATION,
                        "keys of maps are strings"),
                arguments("categories that are a map", "id: p\ncategories: {}\n" + APPLICATION,
                        "a string or a list of strings"),
                arguments("a category that is a list", "id: p\ncategories: [[x]]\n" + APPLICATION, "must be strings"),
                arguments("a version that is a map", "id: p\nversion: {}\n" + APPLICATION,
                        "Field 'version' must be a string"),
                arguments("an icon with NUL", "id: p\nicon: \"a\\0\"\n" + APPLICATION, "without U+0000"),
                arguments("no application", "id: p\napplications: []\n", "at least one application"),
                arguments("an application that is none", "id: p\napplications: [ x ]\n", "a map is expected here"),
                arguments("applications that are a map", "id: p\napplications: {}\n", "Field 'applications' must be a list"),
                arguments("an alias", "id: &p p\nversion: *p\n" + APPLICATION, "aliases are not allowed"),
                arguments("a list", "- id: p\n", "a map is expected here"),
                arguments("nothing", "", "a map is expected here"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseAreNot(String what, String body, String reason) {
        assertRefused(FORMAT + body, reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            code: c, runtime: r                               | Required fields are missing: id
            id: a, runtime: r                                 | Required fields are missing: code
            id: a, code: c                                    | Required fields are missing: runtime
            id: a, code: '', runtime: r                       | Field 'code' must not be empty
            id: a, code: c, runtime: ''                       | Field 'runtime' must not be empty
            id: a, code: "c\\0", runtime: r                   | without U+0000
            id: a*, code: c, runtime: r                       | invalid id 'a*'
            id: a, code: c, runtime: r, version: 1            | Field 'version' is not valid in this context
            id: a, code: c, runtime: r, documentUrl: x        | Field 'documentUrl' is not valid in this context
            id: a, code: c, runtime: r, runtimeParameters: x  | Field 'runtimeParameters' must be a map
            id: a, code: c, runtime: r, capabilities: {}      | Field 'capabilities' must be a string or a list of strings
            id: a, code: c, runtime: r, opengl: {x: 1}        | Field 'x' is not valid in this context
            id: a, code: c, runtime: r, opengl: x             | Field 'opengl' must be a map
            id: a, code: c, runtime: r, watchdog: x           | Field 'watchdog' must be a map
            id: a, code: c, runtime: r, applicationProperties: {x: {}}       | Field 'x' is not valid in this context
            id: a, code: c, runtime: r, applicationProperties: {private: x}  | Field 'private' must be a map
            id: a, code: c, runtime: r, logging: {x: 1}       | Field 'x' is not valid in this context
            id: a, code: c, runtime: r, logging: {dlt: x}     | Field 'dlt' must be a map
            id: a, code: c, runtime: r, logging: {dlt: {x: 1}}               | Field 'x' is not valid in this context
            id: a, code: c, runtime: r, supportsApplicationInterface: 1      | must be true or false
            id: a, code: c, runtime: r, supportsApplicationInterface: 'true' | must be true or false
            id: a, code: c, runtime: r, name: x               | Field 'name' must be a map
            id: a, code: c, runtime: r, categories: {}        | must be a string or a list of strings
            """, quoteCharacter = '`')
    void theseAreNoApplications(String application, String reason) {
        assertRefused(FORMAT + "id: p\napplications: [ { " + application + " } ]\n", reason);
    }

    @Test
    void applicationsHaveDifferentIds() {
        assertRefused(FORMAT + "id: p\n" + TWO.replace("id: b", "id: a"), "two applications have the id 'a'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            visibility: public                  | Required fields are missing: id
            id: a*                              | invalid id 'a*'
            id: i                               | handlingApplicationId must name one of the applications
            id: i, handlingApplicationId: c     | names 'c', which is no application
            id: i, handlingApplicationId: a, visibility: hidden       | visibility is public or private, not 'hidden'
            id: i, handlingApplicationId: a, visibility: ''           | visibility is public or private, not ''
            id: i, handlingApplicationId: a, foo: x                   | Field 'foo' is not valid in this context
            id: i, handlingApplicationId: a, parameterMatch: x        | Field 'parameterMatch' must be a map
            id: i, handlingApplicationId: a, handleOnlyWhenRunning: 1 | must be true or false
            """, quoteCharacter = '`')
    void theseAreNoIntentsOfTwoApplications(String intent, String reason) {
        assertRefused(FORMAT + "id: p\n" + TWO + "intents: [ { " + intent + " } ]\n", reason);
    }

    @Test
    void anIntentFindsOnlyApplicationsBeforeIt() {
        assertRefused(FORMAT + "id: p\nintents: [ { id: i, handlingApplicationId: a } ]\n" + APPLICATION, "listed before");
        assertRefused(FORMAT + "id: p\nintents: [ { id: i } ]\n" + APPLICATION, "listed before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            description: {}          | Field 'description' is not valid in this context
            applications: []         | Field 'applications' is not valid in this context
            intents: []              | Field 'intents' is not valid in this context
            watchdog: {}             | Field 'watchdog' is not valid in this context
            mimeTypes: {}            | must be a string or a list of strings
            documentUrl: []          | Field 'documentUrl' must be a string
            environmentVariables: x  | Field 'environmentVariables' must be a map
            """, quoteCharacter = '`')
    void theseAreNotForTheLegacyFormat(String field, String reason) {
        assertRefused(LEGACY + LEAST_LEGACY + field + "\n", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "code", "runtime"})
    void theLegacyFormatRequiresThem(String field) {
        assertRefused(LEGACY + LEAST_LEGACY.replaceAll(field + ": .*\n", ""), "Required fields are missing: " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "formatType: am-package\n", "formatVersion: 1\n",
            "formatType: am-package\nformatVersion: 2\n",
            "formatType: am-application\nformatVersion: 2\n", "formatType: amps-configuration\nformatVersion: 1\n"})
    void otherFormatsAreNone(String format) {
        assertRefused(format + "---\nid: p\n" + APPLICATION, "the first document must have formatType 'am-package'");
    }

    @Test
    void theFormatAloneIsNoManifest() {
        assertRefused("formatType: am-package\nformatVersion: 1\n", "there is no second document");
        assertRefused("", "the first document must have");
    }

    private static void assertRefused(String yaml, String reason) {
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> parse(yaml)).withMessageContaining(reason)
                .withMessageStartingWith("Failed to parse manifest file info.yaml: ");
    }

    private static PackageManifest parse(String yaml) throws PackageException {
        return PackageManifest.parse(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
    }
}
