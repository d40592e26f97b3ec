package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.XpiArchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TakenApartTest {

    private static final TreeSet<String> SDK = new TreeSet<>(List.of("addon-kit", "api-utils"));

    @TempDir
    Path folder;

    private TakenApart take(TestXpi xpi, Map<String, String> forced) throws IOException {
        // Not closed: what was taken apart is looked at afterwards.
        XpiArchive archive = xpi.open(folder);
        return TakenApart.of(archive, (AddonSdkXpi) XpiRecognition.of(archive), TestXpi.wanted(null, forced), "2.3.1", SDK);
    }

    private static String text(AddonPackage from, String path) throws IOException {
        Content content = from.files().get(path);
        return content == null ? "missing" : new String(content.bytes(100_000), StandardCharsets.UTF_8);
    }

    @Test
    void theNestedLayoutBecomesPackages() throws IOException {
        TakenApart taken = take(TestXpi.nested(), Map.of());
        AddonPackage own = taken.addon().own();

        assertThat(own.files().keySet()).containsExactly("data/docs/hello.html", "icon.png", "icon16.png",
                "icon64.png", "lib/start.js", "lib/sub/helper.js", "locale/fr.properties", "locales.json",
                "options.xul", "tests/");
        assertThat(text(own, "lib/sub/helper.js")).isEqualTo("// helper");
        assertThat(text(own, "icon16.png")).isEqualTo("PNG icon 16 that the SDK does not know");
        assertThat(text(own, "locale/fr.properties"))
                .isEqualTo("hello = Bonjour\nbirds = %d oiseaux\nbirds[one] = un oiseau\n");
        assertThat(taken.addon().dependencies()).singleElement().satisfies(book -> {
            assertThat(book.name()).isEqualTo("phrase-book");
            assertThat(book.json().path("author").asText()).isEqualTo("Eve");
            assertThat(book.files().keySet()).containsExactly("lib/phrases.js");
        });
        assertThat(taken.warnings()).isEmpty();
    }

    @Test
    void theFlatLayoutBecomesPackages() throws IOException {
        TakenApart taken = take(TestXpi.flat(), Map.of());

        assertThat(taken.addon().own().files().keySet()).containsExactly("data/docs/hello.html", "icon.png", "lib/start.js",
                "tests/");
        assertThat(taken.addon().own().json().path("main").asText()).isEqualTo("start");
        assertThat(taken.addon().dependencies()).singleElement()
                .satisfies(book -> assertThat(book.files().keySet()).containsExactly("lib/phrases.js"));
    }

    @Test
    void nothingOfThePackageJsonIsLost() throws IOException {
        ObjectNode json = take(TestXpi.nested(), Map.of()).addon().own().json();

        assertThat(json.toPrettyString()).isEqualTo(XpiJson.object("expected", """
                {"id": "%s", "name": "greeter", "type": "2", "fullName": "Greeter", "version": "2.3.1",
                 "url": "https://greeter.example/home", "homepage": "https://greeter.example/home",
                 "description": "Says hello", "author": "Ada Example", "license": "MPL 2.0",
                 "contributors": ["Bo", "Cy"], "translators": ["Dee"], "keywords": ["hello", "world"],
                 "permissions": {"private-browsing": true}, "unpack": false,
                 "preferences": [{"name": "loud", "title": "Loud", "type": "bool", "value": true}],
                 "no_restart": true, "dependencies": ["addon-kit", "api-utils", "phrase-book"], "main": "start",
                 "icon": "icon.png", "icon16": "icon16.png", "icon64": "icon64.png"}
                """.formatted(TestXpi.ID)).toPrettyString());
    }

    @Test
    void whatOnlyInstallRdfSaysIsTaken() throws IOException {
        TestXpi xpi = TestXpi.flat().with("install.rdf", TestXpi.rdf("1", """
                <em:homepageURL>https://greeter.example/</em:homepageURL><em:contributor>Bo</em:contributor>
                <em:translator>Dee</em:translator><em:license>MIT</em:license>""").replace("<em:unpack>false",
                "<em:unpack>true"));
        ObjectNode json = take(xpi, Map.of()).addon().own().json();

        assertThat(json.path("homepage").asText()).isEqualTo("https://greeter.example/");
        assertThat(json.path("contributors").toString()).isEqualTo("[\"Bo\"]");
        assertThat(json.path("translators").toString()).isEqualTo("[\"Dee\"]");
        assertThat(json.path("license").asText()).isEqualTo("MIT");
        assertThat(json.path("unpack").asBoolean()).isTrue();
        assertThat(json.has("keywords")).isFalse();
    }

    @Test
    void forcedKeysWin() throws IOException {
        TakenApart taken = take(TestXpi.nested(), Map.of("type", "4", "fullName", "New", "url", "https://n.example/",
                "description", "d", "author", "a", "license", "l", "lib", "./src/", "data", "stuff", "tests", "t", "main",
                "m"));
        ObjectNode json = taken.addon().own().json();

        assertThat(json.path("type").asText()).isEqualTo("4");
        assertThat(json.path("fullName").asText()).isEqualTo("New");
        assertThat(json.path("url").asText()).isEqualTo("https://n.example/");
        assertThat(json.path("homepage").asText()).isEqualTo("https://n.example/");
        assertThat(json.path("description").asText()).isEqualTo("d");
        assertThat(json.path("author").asText()).isEqualTo("a");
        assertThat(json.path("license").asText()).isEqualTo("l");
        assertThat(json.path("main").asText()).isEqualTo("m");
        assertThat(json.path("lib").asText()).isEqualTo("src");
        assertThat(json.path("name").asText()).isEqualTo("greeter");
        assertThat(taken.addon().own().files()).containsKeys("src/start.js", "stuff/docs/hello.html", "t/");
        assertThat(taken.addon().dependencies().getFirst().files()).containsKey("lib/phrases.js");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"lib, ..", "lib, /etc", "data, a/../../b", "tests, C:\\x", "lib, .",
            "lib, data",
            "data, lib/sub", "lib, `a\nb`"})
    void forcedDirectoriesStayInThePackageAndApart(String section, String path) {
        assertThatThrownBy(() -> take(TestXpi.nested(), Map.of(section, path))).isInstanceOf(FailureException.class)
                .hasMessageContaining("forced");
    }

    @Test
    void directoriesOfMetadataAreFollowedWhereTheyCan() throws IOException {
        TestXpi good = TestXpi.nested().changed("harness-options.json",
                json -> json.replace("\"name\": \"phrase-book\"",
                        "\"name\": \"phrase-book\", \"directories\": {\"lib\": \"./src\"}"));
        TestXpi bad = TestXpi.nested().changed("harness-options.json",
                json -> json.replace("\"name\": \"phrase-book\"",
                        "\"name\": \"x\", \"directories\": {\"lib\": \"../src\"}"));

        AddonPackage followed = take(good, Map.of()).addon().dependencies().getFirst();
        AddonPackage not = take(bad, Map.of()).addon().dependencies().getFirst();

        assertThat(followed.files()).containsKey("src/phrases.js");
        assertThat(not.files()).containsKey("lib/phrases.js");
        assertThat(not.json().has("directories")).isFalse();
        assertThat(not.name()).isEqualTo("phrase-book");
    }

    @ParameterizedTest
    @CsvSource({"start, greeter/start, start", "start, , start", "./start.js, , start", "start.js, , start",
            "lib/start, , start",
            "gone, greeter/start, start", "gone, greeter/lib/start.js, start", "sub/helper, , sub/helper", ", , "})
    void theMainModuleIsOneThatIsThere(String main, String path, String expected) throws IOException {
        TestXpi xpi = TestXpi.nested().changed("harness-options.json",
                json -> json.replace("\"main\": \"start\", \"mainPath\": \"greeter/start\",",
                        (main == null ? "" : "\"main\": \"" + main + "\",")
                                + (path == null ? "" : "\"mainPath\": \"" + path + "\",")));

        assertThat(take(xpi, Map.of()).addon().own().json().path("main").asText(null)).isEqualTo(expected);
    }

    @Test
    void aMainModuleThatIsNotThereIsRefused() {
        TestXpi xpi = TestXpi.nested().without("resources/greeter/lib/start.js");

        assertThatThrownBy(() -> take(xpi, Map.of())).isInstanceOf(FailureException.class)
                .hasMessageContaining("main module 'start'");
    }

    @Test
    void theOwnPackageIsTheOnlyOneThatIsNoSdks() throws IOException {
        TestXpi unnamed = TestXpi.flat().changed("harness-options.json",
                json -> json.replace("\"name\": \"greeter\", \"main\": \"start\", \"sdk", "\"sdk")
                        .replace("\"phrase-book\": {\"name\": \"phrase-book\"}, \"addon", "\"addon"));
        TestXpi two = TestXpi.flat().changed("harness-options.json",
                json -> json.replace("\"name\": \"greeter\", \"main\": \"start\", \"sdk", "\"sdk"));

        assertThat(take(unnamed, Map.of()).addon().own().name()).isEqualTo("greeter");
        assertThatThrownBy(() -> take(two, Map.of())).isInstanceOf(FailureException.class).hasMessageContaining("no 'name'");
    }

    @Test
    void flatDirectoriesAreGuessedFromTheIdWhereNothingSaysWhoseTheyAre() throws IOException {
        TestXpi xpi = TestXpi.flat().changed("harness-options.json",
                json -> json.replaceAll("(?s)\"uriPrefix\".*\"metadata\"", "\"resources\": {}, \"metadata\""));

        TakenApart taken = take(xpi, Map.of());

        assertThat(taken.addon().own().files()).containsKeys("lib/start.js", "data/docs/hello.html");
        assertThat(taken.addon().dependencies()).extracting(AddonPackage::name).containsExactly("phrase-book");
    }

    @Test
    void whatNoSdkBuildsIsNamed() throws IOException {
        TestXpi xpi = TestXpi.nested().with("components/native.so", "ELF").with("skin/x.css", "x")
                .with("chrome.manifest", "c")
                .with("chrome/content/x.xul", "x").with("resources/greeter/README", "x");

        TakenApart taken = take(xpi, Map.of());

        assertThat(taken.warnings()).singleElement().asString().contains("3 files").contains("'components/native.so'");
        assertThat(taken.addon().own().files()).containsKeys("chrome.manifest", "chrome/content/x.xul");
    }

    @Test
    void packagesWithoutMetadataAreTakenToo() throws IOException {
        TakenApart taken = take(TestXpi.nested().with("resources/forgotten/lib/x.js", "x"), Map.of());

        assertThat(taken.addon().dependencies()).extracting(AddonPackage::name).contains("forgotten");
        assertThat(taken.warnings()).singleElement().asString().contains("'forgotten'");
    }

    static Stream<TestXpi> hostile() {
        TestXpi good = TestXpi.nested();
        return Stream.of(json("\"name\": \"greeter\", \"main\"", "\"name\": \"../x\", \"main\""),
                json("\"name\": \"greeter\", \"main\"", "\"name\": \"addon-sdk\", \"main\""),
                json("\"name\": \"greeter\", \"main\"", "\"name\": \"api-utils\", \"main\""),
                json("\"name\": \"greeter\", \"main\"", "\"name\": 3, \"main\""),
                json("\"name\": \"greeter\", \"main\"", "\"name\": \"" + "x".repeat(200) + "\", \"main\""),
                json("\"main\": \"start\", \"mainPath\"", "\"main\": \"../../etc/passwd\", \"main_path\""),
                json("\"main\": \"start\", \"mainPath\"", "\"main\": {}, \"mainPath\""),
                json("\"metadata\": {", "\"metadata\": [], \"meta\": {"),
                json("\"metadata\": {", "\"metadata\": {\"a\": 1,"),
                json("\"metadata\": {", "\"metadata\": {\"../a\": {},"),
                json("\"metadata\": {", "\"metadata\": {\"..\": {},"),
                json("\"preferences\": [", "\"preferences\": [1,"),
                json("\"preferences\": [", "\"preferences\": {}, \"p\": ["),
                json("\"staticArgs\"", "\"resources\": {}, \"resourcePackages\": {\"x-lib\": \"../a\"}, \"staticArgs\""),
                json("\"staticArgs\"", "\"resources\": {}, \"resourcePackages\": [], \"staticArgs\""),
                json("\"staticArgs\"", "\"name\": \"other\", \"staticArgs\""), json("}", ""),
                good.changed("locale/fr.json", _ -> "[]"), TestXpi.nested().changed("locale/fr.json", _ -> "x"),
                TestXpi.nested().changed("install.rdf", rdf -> rdf.replace("<em:id>" + TestXpi.ID + "</em:id>", "")),
                TestXpi.nested().with("resources/a b/lib/x.js", "x"));
    }

    private static TestXpi json(String from, String to) {
        return TestXpi.nested().changed("harness-options.json", json -> {
            assertThat(json).contains(from);
            return json.replace(from, to);
        });
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatContradictsItselfIsRefusedWithASentence(TestXpi xpi) {
        assertThatThrownBy(() -> take(xpi, Map.of())).isInstanceOf(FailureException.class)
                .hasMessageMatching("[ -~]{20,400}");
    }
}
