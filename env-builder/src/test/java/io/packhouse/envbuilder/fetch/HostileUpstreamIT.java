package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.values.Sha256Text;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that lie, stall, send too much, lead elsewhere; each in a row of its own, alone and before one that is good. */
@Timeout(240)
class HostileUpstreamIT {

    private static final byte[] FILE = FetchHouse.bytes(100_000, 1);
    private static final String SHA256 = Sha256Text.of(FILE);

    private static final byte[] OTHER = FetchHouse.bytes(100_000, 2);

    @TempDir
    private static Path root;
    private static FetchHouse house;

    @BeforeAll
    static void open() {
        house = new FetchHouse(root, "outbound.fetch.rate-window", "600ms");
        house.at("/good", request -> request.response().end(Buffer.buffer(FILE)));
        house.at("/other", request -> request.response().end(Buffer.buffer(OTHER)));
        house.at("/short", request -> request.response().end(Buffer.buffer(Arrays.copyOf(FILE, 99_999))));
        house.at("/gone", request -> request.response().setStatusCode(410).end());
        house.at("/503", request -> request.response().setStatusCode(503).end());
        house.at("/busy", request -> request.response().setStatusCode(429).putHeader("Retry-After", "7200").end());
        house.at("/endless", request -> endless(request.response().setChunked(true)));
        house.at("/declared", request -> request.response().putHeader("Content-Length", "10000000000").writeHead());
        house.at("/stall", request -> request.response().putHeader("Content-Length", "100000").write("x"));
        house.at("/half", request -> broken(request, 50_000));
        house.at("/circle", request -> lead(request, "/circle"));
        house.at("/private", request -> lead(request, house.url("private.example/good")));
        house.at("/elsewhere", request -> lead(request, house.url("not-allowed.other/good")));
        house.at("/metadata", request -> lead(request, "http://169.254.169.254/latest"));
        house.at("/file", request -> lead(request, "file:///etc/passwd"));
        house.at("/gzip", request -> request.response().putHeader("Content-Encoding", "gzip").end("x"));
        house.at("/304", request -> request.response().setStatusCode(304).end());
        house.at("/206", request -> request.response().setStatusCode(206).end(Buffer.buffer(FILE)));
        house.at("/html.sha1", request -> request.response().end("<html>" + "0".repeat(40) + "</html>"));
        house.at("/html", request -> request.response().end(Buffer.buffer(FILE)));
    }

    @BeforeEach
    void forget() {
        house.asked.clear();
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        try (var left = Files.walk(root.resolve("objects").resolve("temp"))) {
            assertThat(left.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".lock")))
                    .as("what fetching left behind").isEmpty();
        }
    }

    private static void endless(HttpServerResponse response) {
        response.write(Buffer.buffer(new byte[50_000])).onSuccess(_ -> endless(response));
    }

    private static void lead(HttpServerRequest request, String where) {
        request.response().setStatusCode(302).putHeader("Location", where).end();
    }

    private static void broken(HttpServerRequest request, int bytes) {
        request.response().putHeader("Content-Length", "100000").write(Buffer.buffer(Arrays.copyOf(FILE, bytes)))
                .onSuccess(_ -> request.connection().close());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other     | UPSTREAM    | a.example sent the file with the SHA256
            short     | UPSTREAM    | instead of the expected
            missing   | UPSTREAM    | a.example answered with status 404 instead of the file
            gone      | UPSTREAM    | a.example answered with status 410 instead of the file
            503       | UNAVAILABLE | a.example answered with status 503 instead of the file
            busy      | UNAVAILABLE | a.example answered with status 429 instead of the file
            endless   | TOO_LARGE   | has more than 1MiB, the most that is fetched
            declared  | TOO_LARGE   | has more than 1MiB, the most that is fetched
            stall     | UNAVAILABLE | a.example sends less than 10B a second
            half      | UNAVAILABLE | a.example
            circle    | UPSTREAM    | redirects more than 3 times, or in a circle
            private   | UPSTREAM    | The host private.example is refused: its address is in a private network
            elsewhere | UPSTREAM    | its host is not among environments.allowed-hosts
            metadata  | UPSTREAM    | its host is not among environments.allowed-hosts
            file      | UPSTREAM    | its scheme is file
            gzip      | UPSTREAM    | in the encoding 'gzip'
            304       | UPSTREAM    | answered with status 304
            206       | UPSTREAM    | answered with status 206
            """)
    void costsATryAndNoMore(String bad, Code code, String why) throws Exception {
        String first = house.url("a.example/" + bad);
        TestCall alone = TestCall.with("{'url': '%s', 'sha256': '%s'}".formatted(first, SHA256));
        house.assertFails("http.file", alone, code).hasMessageContaining(why).hasMessageStartingWith(bad + ": ");
        assertThat(house.asked).as("requests").hasSize(switch (bad) {
            case "503", "stall", "half" -> 3;
            case "circle" -> 4;
            default -> 1;
        });
        assertThat(house.objects.find(Sha256Text.of(OTHER))).as("what nobody wanted").isEmpty();

        TestCall mirrored = TestCall.with("{'urls': ['%s', '%s'], 'sha256': '%s'}".formatted(first,
                house.url("b.example/good"), SHA256));
        var got = house.run("http.file", mirrored);

        assertThat(house.content(got)).isEqualTo(FILE);
        assertThat(((Value.Blob) got.value()).links()).containsExactly(house.url("b.example/good"));
        assertThat(got.validator()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            https://a.example/x           | its host is not among environments.allowed-hosts
            http://127.0.0.1/x            | its host is not among environments.allowed-hosts
            http://u:p@a.example/x        | it holds a user name or password
            http://a.example/../x         | a part of its path is . or ..
            http://a.example/a%2F%2e%2E/x | a part of its path is . or ..
            file:///etc/passwd            | its scheme is file
            jar:http://a.example/x!/y     | its scheme is jar
            nonsense                      | it has no scheme
            """)
    void isNotAskedAtAll(String url, String why) {
        house.assertFails("http.file", TestCall.with("{'url': '%s'}".formatted(url)), Code.UPSTREAM)
                .hasMessageContaining(why);

        assertThat(house.asked).isEmpty();
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() {
        String expected = "0".repeat(40);
        var call = TestCall.with("{'urls': ['%s', '%s'], 'sha1': '%s', 'size': 100000}".formatted(
                house.url("a.example/good"), house.url("b.example/short"), expected));

        house.assertFails("http.file", call, Code.UPSTREAM).hasMessage("good: a.example sent the file with the SHA1 "
                + Sums.sha1(FILE) + " instead of the expected " + expected
                + "; b.example sent the file with 99999 bytes instead of the expected 100000");
    }

    @Test
    void sendsMoreThanTheSizeThatWasToldOfIt() {
        house.assertFails("http.file",
                TestCall.with("{'url': '%s', 'size': 99999}".formatted(house.url("a.example/good"))), Code.UPSTREAM)
                .hasMessageContaining("sends the file with more than the expected 99999 bytes");
    }

    @Test
    void hasAChecksumThatIsAPage() {
        house.assertFails("http.file",
                TestCall.with("{'url': '%s', 'checksum': 'sibling-sha1'}".formatted(house.url("a.example/html"))),
                Code.UPSTREAM).hasMessageContaining("a.example sent something else instead of the SHA-1 of the file");
        assertThat(house.asked).containsExactly("/html.sha1");
    }

    @Test
    void mayTakeNoMoreThanTheBuildMay() {
        var call = TestCall
                .with("{'urls': ['%s', '%s']}".formatted(house.url("a.example/good"), house.url("b.example/good")));

        house.assertFails("http.file", call.within(new Budget(99_999)), Code.TOO_LARGE)
                .hasMessageContaining("environments.limits.downloads");
        assertThat(house.asked).as("a limit of the build is no server's fault").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deep       | is beyond a limit
            twice      | Duplicate
            html       | no JSON
            nothing    | is empty
            two        | Trailing
            latin      | is not in UTF-8
            half       | no JSON
            """)
    void sendsADocumentThatIsNone(String kind, String why) {
        String body = switch (kind) {
            case "deep" -> "[".repeat(5000) + "]".repeat(5000);
            case "twice" -> "{\"a\":1,\"a\":2}";
            case "html" -> "<html></html>";
            case "nothing" -> "";
            case "two" -> "{} {}";
            case "latin" -> "\"\u00e9\"";
            default -> "{\"a\":";
        };
        house.at("/doc", request -> request.response().end(Buffer.buffer(body, "ISO-8859-1")));

        house.assertFails("http.json", TestCall.with("{'url': '%s'}".formatted(house.url("a.example/doc"))), Code.UPSTREAM)
                .hasMessageContaining("a.example sent a document that cannot be used").hasMessageContaining(why);
    }

    @Test
    void sendsADocumentOfMoreThanItMayHave() {
        house.at("/doc", request -> request.response().end("\"" + "x".repeat(200_000) + "\""));

        house.assertFails("http.json", TestCall.with("{'url': '%s'}".formatted(house.url("a.example/doc"))),
                Code.TOO_LARGE).hasMessageContaining("100KiB");
    }
}
