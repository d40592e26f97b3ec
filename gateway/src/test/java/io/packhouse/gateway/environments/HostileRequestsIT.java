package io.packhouse.gateway.environments;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** What no well-meaning client would send. */
class HostileRequestsIT {

    private static final String POST = "POST /v2/builder HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

    @TempDir
    private static Path folder;
    private static EnvironmentsServer server;

    @BeforeAll
    static void start() {
        server = new EnvironmentsServer(folder, "body-time", "300ms", "bodies", "5MiB");
        server.with(ToyRepository.loom(server.objects));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/addons/org.t/mod/1%2", "/v2/addons/org.t/mod/%zz", "/v2/addons/org.t/%", "/v2/files/%80/x",
            "/v2/addons/org.t/\u00e4", "/v2/addons/org.t/mod/%u0041"})
    void aBrokenEscapeIsNowhere(String path) {
        assertThat(server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aSlowSenderMayTryElsewhere() throws Exception {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write((POST + "Content-Length: 100\r\n\r\n{").getBytes(US_ASCII));

            String head = new String(socket.getInputStream().readNBytes(400), US_ASCII);

            assertThat(head).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after:").contains("too_slow");
        }
    }

    @Test
    void aBodyOfUndeclaredLengthIsCutAtTheLimit() {
        String piece = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";

        assertThat(server.raw(POST + "Transfer-Encoding: chunked\r\n\r\n" + piece.repeat(5) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ").contains("too_large");
    }

    @Test
    void largeBodiesThatArriveTogetherAreBounded() throws Exception {
        try (Socket first = server.connect()) {
            first.getOutputStream().write((POST + "Content-Length: 4000000\r\n\r\n{").getBytes(US_ASCII));
            Awaitility.await().untilAsserted(() -> assertThat(server.drain.inFlight()).isEqualTo(1));

            assertThat(server.build(" ".repeat(2_000_000)).statusCode()).isEqualTo(503);
            assertThat(server.build("{}").statusCode()).as("small ones are let in").isEqualTo(400);
            assertThat(new String(first.getInputStream().readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 503");
        }
        Awaitility.await().untilAsserted(
                () -> assertThat(server.build(" ".repeat(4_000_000)).statusCode()).as("the room is given back")
                        .isEqualTo(400));
    }

    @Test
    void fiveThousandAddonsAreChecked() {
        String list = IntStream.range(0, 5_000).mapToObj(i -> "{'id':'a" + i + "','namespace':'org.t','version':'1'}")
                .collect(Collectors.joining(","));

        HttpResponse<String> answer = server.build(BuilderChecksIT
                .filled("{'addonscript':{'version':2},'addon':LOOM,'server':{'requested':[" + list + "]}}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode problem = EnvironmentsServer.json(answer);
        assertThat(problem.path("problems")).hasSize(100);
        assertThat(problem.path("truncated").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'addonscript':{'version':2},'addon':{'id':'LONG','namespace':'a','version':'1'}}",
            "{'addonscript':{'version':2},'addon':LOOM,'client':'LONG'}", "{'LONG':1,'LONG':2}", "LONG", "['LONG",
            "{'addonscript':{'version':'LONG'},'addon':LOOM}"})
    void longTextsAreNotRepeated(String body) {
        String text = "Z".repeat(50_000);

        HttpResponse<String> answer = server.build(BuilderChecksIT.filled(body).replace("LONG", text));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Z".repeat(257));
    }

    @Test
    void longPathsAndMethodsAreNotRepeated() {
        String text = "z".repeat(1_000);

        assertThat(server.get("/v2/addons/org.t/" + text).body()).doesNotContain("z".repeat(257));
        assertThat(server.send(text.toUpperCase(java.util.Locale.ROOT), "/v2/builder", new byte[0]).body())
                .doesNotContain("Z".repeat(257));
    }

    @Test
    void theSchemaObjectIsRepeatedAsItCame() {
        String odd = "{ 'version' : 2.0e0 , 'x':[1,{'y':null}], '\\u00fc':'\\/\u00e4}' }";

        HttpResponse<String> answer = server.build(BuilderChecksIT
                .filled("{'z':{'addonscript':1},'addonscript': " + odd
                        + " ,'addon':LOOM,'server':{'requested':[GAME,LOADER]}}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"addonscript\":" + odd.replace('\'', '"') + ",\"files\":");
        assertThat(EnvironmentsServer.json(answer).at("/addonscript/version").asDouble()).isEqualTo(2);
        assertThat(new String(Orders.addonscript("{\"addonscript\":{}}".getBytes(US_ASCII)), StandardCharsets.UTF_8))
                .isEqualTo("{}");
    }

    @Test
    void whoAsksWhetherToSendIsTold() {
        String body = BuilderChecksIT
                .filled("{'addonscript':{'version':2},'addon':LOOM,'server':{'requested':[GAME,LOADER]}}")
                .replace('\'', '"');

        String answers = server.raw(POST + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answers).startsWith("HTTP/1.1 100 ").contains("HTTP/1.1 200 ");
    }
}
