package io.packhouse.gateway.installers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.gateway.jobs.Ending;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.gateway.xmlrpc.MethodCall;
import io.packhouse.gateway.xmlrpc.XmlRpcValue;
import io.packhouse.gateway.xmlrpc.XmlRpcWriter;

import static org.assertj.core.api.Assertions.assertThat;

/** XML-RPC over real sockets: HTTP's side of it, what goes wrong behind it, and what hostile senders do. */
class XmlRpcTransportIT {

    private static final String PATH = "/custom_install/xmlrpc/";
    private static final String VERSION = xml(new MethodCall("api_version", List.of()));
    /** One owner without a key. */
    private static final String BUILD = xml(new MethodCall("build_installers", List.of(vessels("bob"))));

    @TempDir
    private Path directory;
    private InstallersServer server;

    @BeforeEach
    void start() {
        server = new InstallersServer(directory, Map.of("installers.wait-limit", "400ms",
                "installers.limits.body", "256KiB"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static XmlRpcValue vessels(String owner) {
        return new XmlRpcValue.Array(List.of(new XmlRpcValue.Struct(
                Map.of("percentage", XmlRpcValue.Int.of(80), "owner", new XmlRpcValue.Text(owner)))));
    }

    private static String xml(MethodCall call) {
        return new String(XmlRpcWriter.call(call), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return server.send("POST", PATH, body);
    }

    private static void assertFault(HttpResponse<String> response, String sentence) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/xml");
        assertThat(response.body()).contains("<name>faultCode</name>\n<value><int>1</int></value>").contains(sentence);
    }

    @Test
    void anAnswerLooksLikeTheOriginals() throws IOException, InterruptedException {
        HttpResponse<String> response = post(VERSION);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/xml");
        assertThat(response.body()).isEqualTo("""
                <?xml version='1.0'?>
                <methodResponse>
                <params>
                <param>
                <value><string>2.0</string></value>
                </param>
                </params>
                </methodResponse>
                """);
    }

    @Test
    void theCommandIsWhatWasAsked() throws IOException, InterruptedException {
        // when
        post(BUILD);

        // then
        NewJob job = server.jobs.submitted.getFirst();
        assertThat(job.topic()).isEqualTo(Topic.WORK_INSTALLERS);
        assertThat(job.kind()).isEqualTo(Kind.INSTALLERS);
        assertThat(job.caller()).isEqualTo("custom-install");
        assertThat(job.idempotencyKey()).isNull();
        assertThat(job.fingerprint()).isEqualTo(Fingerprint.of(BUILD.getBytes(StandardCharsets.UTF_8)));
        assertThat(job.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        BuildInstallers command = (BuildInstallers) job.body().apply(JobId.random());
        assertThat(command.keysToMake()).containsExactly("bob");
        assertThat(command.sealTo()).hasSize(32);
        assertThat(command.delivery()).isEqualTo(BuildInstallers.KeyDelivery.EVENT);
    }

    @Test
    void aCallWithAllKeysBringsNoKeyToSealTo() throws IOException, InterruptedException {
        // when
        post(xml(new MethodCall("build_installers", List.of(vessels("bob"), new XmlRpcValue.Struct(Map.of("bob",
                new XmlRpcValue.Struct(Map.of("public_key", new XmlRpcValue.Text("3 33")))))))));

        // then
        BuildInstallers command = (BuildInstallers) server.jobs.submitted.getFirst().body().apply(JobId.random());
        assertThat(command.sealTo()).isNull();
        assertThat(command.delivery()).isNull();
    }

    @Test
    void aBrowserGetsAPage() throws IOException, InterruptedException {
        assertThat(server.get(PATH).body()).contains("<h1>").contains("XML-RPC");
        assertThat(server.send("HEAD", PATH, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethodsAreRefused(String method) throws IOException, InterruptedException {
        HttpResponse<String> response = server.send(method, PATH, "");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    }

    @Test
    void whatIsNoCallIsAFault() throws IOException, InterruptedException {
        assertFault(post(""), "no body");
        assertFault(post("<methodCall></x>"), "not well-formed XML: line 1, column 15");
        assertFault(post("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "DOCTYPE");
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void anUnreachableQueueIs503() throws IOException, InterruptedException {
        // given
        server.jobs.away = true;

        // when
        HttpResponse<String> build = post(BUILD);
        HttpResponse<String> urls = post(xml(new MethodCall("get_urls", List.of(new XmlRpcValue.Text("a".repeat(40))))));

        // then
        assertThat(build.statusCode()).isEqualTo(503);
        assertThat(build.headers().firstValue("Retry-After")).isPresent();
        assertThat(urls.statusCode()).isEqualTo(503);
        assertThat(post(VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aJobThatFailedIsAFaultWhateverItsCode() throws IOException, InterruptedException {
        for (Failure.Code code : Failure.Code.values()) {
            server.jobs.worker = _ -> Future.succeededFuture(MemoryJobs.failed(code, "no base installer for <mac>"));
            assertFault(post(BUILD), "no base installer for &lt;mac&gt;");
        }
    }

    @Test
    void aCallThatWaitedInVainCallsItsJobOff() throws IOException, InterruptedException {
        // given
        server.jobs.worker = _ -> Promise.<Ending>promise().future();

        // when
        HttpResponse<String> response = post(BUILD);

        // then
        assertFault(response, "was called off: ask again");
        assertThat(server.jobs.outcome(server.jobs.only()).result()).get()
                .isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aJobThatSomebodyCalledOffIsAFault() throws IOException, InterruptedException {
        server.jobs.worker = work -> server.jobs.cancel(work.id(), "operator").mapEmpty();
        assertFault(post(BUILD), "called off by operator");
    }

    @Test
    void lostKeysAreAFault() throws IOException, InterruptedException {
        server.jobs.worker = work -> Future.succeededFuture(new Ending(MemoryJobs.built(work).outcome(), null));
        assertFault(post(BUILD), "ask again for new ones");
    }

    @Test
    void keysThatAreSealedToAnotherCallAreLost() throws IOException, InterruptedException {
        // given: a sealed message of another job
        server.jobs.worker = work -> {
            Ending other = MemoryJobs.built(new MemoryJobs.Work(JobId.random(), work.command()));
            return Future.succeededFuture(new Ending(MemoryJobs.built(work).outcome(), other.sealed()));
        };

        // when, then
        assertFault(post(BUILD), "ask again for new ones");
    }

    @Test
    void aFaultOfOursTellsNothing() throws IOException, InterruptedException {
        server.jobs.worker = work -> Future.succeededFuture(new Ending(new Outcome.Succeeded(
                Kind.INSTALLERS, Instant.now(), "a", Json.tree(List.of()), List.of()),
                null));
        assertFault(post(BUILD), "a fault of ours");
    }

    @Test
    void aCallerWhoLeavesHasItsJobCalledOff() throws IOException {
        // given: a call that would wait for a minute
        try (InstallersServer patient = new InstallersServer(directory, Map.of())) {
            patient.jobs.worker = _ -> Promise.<Ending>promise().future();

            // when
            try (Socket socket = patient.connect()) {
                send(socket,
                        "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + BUILD.length() + "\r\n\r\n" + BUILD);
                Awaitility.await().until(() -> !patient.jobs.submitted.isEmpty());
            }

            // then
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> patient.jobs.outcome(patient.jobs.only()).result().isPresent());
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheNextCallWorks() throws IOException, InterruptedException {
        // given
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n";

        // when
        String answer;
        try (Socket socket = server.connect()) {
            send(socket, head + "<a>");
            answer = statusLine(socket);
        }

        // then
        assertThat(answer).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        assertThat(post(VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndlessChunkedBodyIsRefused() throws IOException, InterruptedException {
        // given
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

        // when
        String answer;
        try (Socket socket = server.connect()) {
            send(socket, "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 8; i++) {
                socket.getOutputStream().write(chunk);
            }
            answer = statusLine(socket);
        }

        // then
        assertThat(answer).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        assertThat(post(VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowSenderIsRefused() throws IOException, InterruptedException {
        // given
        Map<String, String> strict = Map.of("installers.limits.body-time", "500ms");
        try (InstallersServer hasty = new InstallersServer(directory, strict); Socket socket = hasty.connect()) {
            // when: it begins, and does not go on
            send(socket, "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n<methodCall>");

            // then
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void aSenderWhoLeavesInTheMiddleCostsNothing() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = server.connect()) {
                send(socket, "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n<methodCall>");
            }
        }
        assertThat(post(VERSION).statusCode()).isEqualTo(200);
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void manyLargeHostileCallsAtOnceAreFaults() throws InterruptedException {
        // given
        String nested = "<methodCall><methodName>build_installers</methodName><params><param>"
                + "<value><array><data>".repeat(9_000);
        CountDownLatch refused = new CountDownLatch(60);

        // when
        for (int i = 0; i < 60; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    assertFault(post(nested), "deeper than 16");
                    refused.countDown();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        // then
        assertThat(refused.await(120, TimeUnit.SECONDS)).isTrue();
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String statusLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\r'; octet = in.read()) {
            line.append((char) octet);
        }
        return Optional.of(line.toString()).filter(text -> !text.isEmpty()).orElse("connection closed");
    }
}
