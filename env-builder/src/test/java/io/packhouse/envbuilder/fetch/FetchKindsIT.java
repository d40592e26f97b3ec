package io.packhouse.envbuilder.fetch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** What the kinds of steps that fetch make of honest servers, and what is wrong with a recipe. */
@Timeout(240)
class FetchKindsIT {

    private static final byte[] JAR = FetchHouse.bytes(5000, 1);

    @TempDir
    private static Path root;
    private static FetchHouse house;

    @BeforeAll
    static void open() {
        house = new FetchHouse(root);
    }

    @BeforeEach
    void forget() {
        house.asked.clear();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static void offer(String path, String text) {
        house.at(path, request -> request.response().end(text));
    }

    private static void offerJar(String path) {
        house.at(path, request -> request.response().end(Buffer.buffer(JAR)));
        offer(path + ".sha1", Sums.sha1(JAR) + "\n");
    }

    private static JsonNode json(StepResult result) {
        return result.value().identity();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''       | {"a/b":[{"c":1},null],"d":"x"}
            /d       | "x"
            /a~1b/0  | {"c":1}
            /a~1b/1  | null
            """)
    void httpJsonSelects(String pointer, String expected) throws Exception {
        offer("/doc", "{\"a/b\": [{\"c\": 1}, null], \"d\": \"x\"}");

        assertThat(json(house.run("http.json",
                TestCall.with("{'url': '%s', 'select': '%s'}".formatted(house.url("a.example/doc"), pointer)))))
                .hasToString(expected);
    }

    @Test
    void httpJsonSaysWhatIsNotThere() {
        offer("/doc", "{}");
        String url = house.url("a.example/doc");

        house.assertFails("http.json", TestCall.with("{'url': '%s', 'select': '/x/y'}".formatted(url)), Code.UPSTREAM)
                .hasMessage("step s: a.example sent a document that has no /x/y");
        house.assertFails("http.json", TestCall.with("{'url': '%s', 'select': 'x'}".formatted(url)), Code.INTERNAL)
                .hasMessageContaining("step s: select is no JSON pointer");
        house.assertFails("http.json", TestCall.with("{'url': '%s', 'not_found': [200]}".formatted(url)), Code.INTERNAL)
                .hasMessageContaining("not_found");
        house.assertFails("http.json", TestCall.with("{}"), Code.INTERNAL).hasMessageContaining("1 to 20 addresses, not 0");
    }

    @ParameterizedTest
    @CsvSource({"404, '', NOT_FOUND", "400, '', UPSTREAM", "400, ', \"not_found\": [400; 404]', NOT_FOUND",
            "404, ', \"not_found\": 400', UPSTREAM", "404, ', \"not_found\": []', UPSTREAM", "503, '', UNAVAILABLE"})
    void httpJsonKnowsWhatSaysThatNothingIsThere(int status, String more, Code code) {
        house.at("/status", request -> request.response().setStatusCode(status).end("no such version"));

        house.assertFails("http.json", TestCall.with("{'url': '%s'%s}".formatted(house.url("a.example/status"),
                more.replace(';', ','))), code).hasMessageContaining("status " + status);
    }

    @Test
    void httpJsonAsksWhetherWhatItKnowsHasChanged() throws Exception {
        house.at("/tagged", request -> {
            boolean isKnown = "\"t1\"".equals(request.getHeader("If-None-Match"));
            request.response().setStatusCode(isKnown ? 304 : 200).putHeader("ETag", "\"t1\"").end(isKnown ? "" : "[1]");
        });
        TestCall call = TestCall.with("{'url': '%s', 'select': '/0'}".formatted(house.url("a.example/tagged")));
        StepResult first = house.run("http.json", call);

        assertThat(house.run("http.json", call.after(first))).isEqualTo(first);

        assertThat(house.asked).containsExactly("/tagged", "/tagged   \"t1\"");
        assertThat(house.kind("http.json").isVolatile(call.with())).isTrue();
    }

    @Test
    void httpJsonMayBePinned() throws Exception {
        offer("/pinned", "[1]");
        String sha1 = Sums.sha1("[1]".getBytes(StandardCharsets.UTF_8));
        TestCall call = TestCall.with("{'url': '%s', 'sha1': '%s'}".formatted(house.url("a.example/pinned"), sha1));

        assertThat(json(house.run("http.json", call))).hasToString("[1]");

        assertThat(house.kind("http.json").isVolatile(call.with())).isFalse();
        house.assertFails("http.json", TestCall.with("{'url': '%s', 'sha1': '%s'}"
                .formatted(house.url("a.example/pinned"), "0".repeat(40))), Code.UPSTREAM)
                .hasMessageContaining("instead of the expected 000");
    }

    @Test
    void mavenFileAsksRepositoriesInTheirOrder() throws Exception {
        offerJar("/two/org/x/lib/1.0%20b/lib-1.0%20b-all.jar");
        TestCall call = TestCall.with("""
                {'coordinate': 'org.x:lib:1.0 b:all', 'repositories': ['%s', '%s'],
                 'facts': {'sides': ['client'], 'name': 'other'}}
                """.formatted(house.url("a.example/one"), house.url("b.example/two/")));

        StepResult got = house.run("maven.file", call);

        Value.Blob blob = (Value.Blob) got.value();
        assertThat(house.content(got)).isEqualTo(JAR);
        assertThat(blob.links()).containsExactly(house.url("b.example/two/org/x/lib/1.0%20b/lib-1.0%20b-all.jar"));
        assertThat(blob.facts()).isEqualTo(TestCall
                .json("""
                        {'sides': ['client'], 'name': 'lib', 'coordinate': 'org.x:lib:1.0 b:all', 'group': 'org.x', 'version': '1.0 b',
                         'extension': 'jar', 'path': 'org/x/lib/1.0 b/lib-1.0 b-all.jar', 'label': 'lib-all', 'classifier': 'all'}
                        """));
        assertThat(house.kind("maven.file").isVolatile(call.with())).as("releases never change").isFalse();
    }

    @Test
    void mavenFileTakesAnItemOfAList() throws Exception {
        offerJar("/lib/org/x/lib/2/lib-2.jar");
        Value item = ((Value.ListOf) house.run("library.list", TestCall.with("""
                {'from': [{'name': 'org.x:lib:2', 'url': '%s'}]}""".formatted(house.url("a.example/lib")))).value()).items()
                .getFirst();

        StepResult got = house.run("maven.file", TestCall.with("{'library': %s}".formatted(item.identity())));

        assertThat(house.content(got)).isEqualTo(JAR);
        assertThat(((Value.Blob) got.value()).facts().path("sides")).hasToString("[\"client\",\"server\"]");
        assertThat(house.asked).containsExactly("/lib/org/x/lib/2/lib-2.jar.sha1", "/lib/org/x/lib/2/lib-2.jar");
        house.assertFails("maven.file", TestCall.with("""
                {'library': {'coordinate': 'org.x:lib:2', 'urls': []}}"""), Code.INTERNAL)
                .hasMessageContaining("names no address of org.x:lib:2");
    }

    @Test
    void mavenFileNeedsASiblingUnlessItIsToldNotTo() throws Exception {
        house.at("/r/g/a/1/a-1.jar", request -> request.response().end(Buffer.buffer(JAR)));
        String call = "{'coordinate': 'g:a:1', 'repository': '%s'%s}";

        house.assertFails("maven.file", TestCall.with(call.formatted(house.url("a.example/r"), "")), Code.UPSTREAM)
                .hasMessage("a-1.jar: a.example answered with status 404 instead of the SHA-1 of the file");
        assertThat(house.content(house.run("maven.file",
                TestCall.with(call.formatted(house.url("a.example/r"), ", 'checksum': 'none'"))))).isEqualTo(JAR);
        assertThat(house.content(house.run("maven.file", TestCall
                .with(call.formatted(house.url("a.example/r"), ", 'sha1': '" + Sums.sha1(JAR) + "', 'checksum': ''")))))
                .isEqualTo(JAR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'coordinate': 'g:a', 'repository': 'http://a.example/'} | coordinate cannot be used
            {'coordinate': 'g:../..:1', 'repository': 'http://a.example/'} | coordinate cannot be used
            {'coordinate': 'g:a:1'} | repositories has 1 to 20 addresses
            {'coordinate': 'g:a:1', 'repository': 'http://a.example/', 'sha1': 'xyz'} | sha1 is no SHA1 of 40 hexadecimal digits
            {'coordinate': 'g:a:1', 'repository': 'http://a.example/', 'size': '-1'} | size is no number of bytes
            {'coordinate': 'g:a:1', 'repository': 'http://a.example/', 'checksum': 'md5'} | checksum is sibling-sha1 or none
            {'coordinate': 'g:a:1', 'repository': 'http://a.example/', 'facts': 'x'} | facts is no object
            {'library': 'x'} | library is no item of library.list
            {'library': {'coordinate': 'g:a'}} | library cannot be used
            """, quoteCharacter = '`')
    void mavenFileSaysWhatIsWrongWithTheRecipe(String with, String why) {
        house.assertFails("maven.file", TestCall.with(with), Code.INTERNAL).hasMessageContaining("step s: " + why);
        assertThat(house.asked).isEmpty();
    }

    @Test
    void mavenVersionsAreInTheirOrder() throws Exception {
        offer("/m/net/x/y/maven-metadata.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata><groupId>net.x</groupId><version>no</version><versioning><latest>3</latest>
                <versions><version> 1.0 </version><!-- x --><version><![CDATA[2.0]]></version><version>1.0</version>
                <version>a b</version></versions></versioning></metadata>
                """);
        TestCall call = TestCall
                .with("{'coordinate': 'net.x:y', 'repositories': ['%s']}".formatted(house.url("a.example/m")));

        assertThat(json(house.run("maven.versions", call))).hasToString("[\"1.0\",\"2.0\"]");

        assertThat(house.kind("maven.versions").isVolatile(call.with())).isTrue();
        house.assertFails("maven.versions", TestCall.with("{'coordinate': 'x', 'repositories': ['http://a.example/']}"),
                Code.INTERNAL).hasMessageContaining("coordinate is not group:name");
    }

    @Test
    void httpFileIsNamedByItsAddress() throws Exception {
        house.at("/d/x.zip", request -> request.response().end("zip"));
        String url = house.url("a.example/d/x.zip") + "?v=1";

        for (List<String> row : List.of(List.of("", "x.zip"), List.of(", 'name': 'y'", "y"),
                List.of(", 'facts': {'name': 'z', 'sides': ['server']}", "z"))) {
            Value.Blob blob = (Value.Blob) house
                    .run("http.file", TestCall.with("{'url': '%s'%s}".formatted(url, row.getFirst()))).value();
            assertThat(blob.facts().path("name").asText()).isEqualTo(row.getLast());
            assertThat(blob.links()).containsExactly(url);
        }
    }

    @Test
    void areVolatileUnlessPinned() {
        String sha1 = "0".repeat(40);

        for (String with : List.of("{'url': 'x'}", "{'url': 'x', 'checksum': 'sibling-sha1'}", "{'url': 'x', 'sha1': ''}")) {
            assertThat(house.kind("http.file").isVolatile(TestCall.with(with).with())).as(with).isTrue();
        }
        assertThat(house.kind("http.file").isVolatile(TestCall.with("{'url': 'x', 'sha1': '" + sha1 + "'}").with()))
                .isFalse();
        assertThat(house.kind("maven.file").isVolatile(
                TestCall.with("{'coordinate': 'g:a:1-SNAPSHOT', 'repository': 'x'}").with())).isTrue();
    }
}
