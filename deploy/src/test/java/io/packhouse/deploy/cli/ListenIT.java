package io.packhouse.deploy.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.repackager.pingback.WebhookSignature;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code listen} as a process. */
@Timeout(180)
class ListenIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private static ChildProcess listen(String... arguments) {
        return ChildJvm.of(Packhouse.class).arguments("listen", "--port", "0").arguments(arguments).start();
    }

    private static URI address(ChildProcess listener) {
        String line = listener.awaitLine("^Listening at http://127.0.0.1:[0-9]+/$", SOON);
        return URI.create(line.substring("Listening at ".length()) + "services/pingback?x=1");
    }

    private static int post(URI to, String body, String signedWith, Instant at) throws Exception {
        String timestamp = Long.toString(at.getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(to).header("webhook-id", "dlv_1").header("webhook-timestamp", timestamp)
                .header("webhook-signature",
                        "v1,bm9uZQ== " + WebhookSignature.of(signedWith, "dlv_1", timestamp, body.getBytes(UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void printsAndVerifiesWhatArrivesAndEndsInOrder() throws Exception {
        Path file = directory.resolve("secrets");
        Files.writeString(file, "new-one\nold-one\n");
        try (ChildProcess listener = listen("--secret-file", file.toString(), "--fail-first", "1", "--status", "204")) {
            URI to = address(listener);
            String body = "secret=old-one&result=success&msg=Exporting%0Adone&id=jid%40x&evil=%1B%5B31m";

            assertThat(post(to, body, "old-one", Instant.now())).isEqualTo(503);
            assertThat(post(to, body, "old-one", Instant.now())).isEqualTo(204);
            assertThat(post(to, body.replace("old-one", "guessed"), "guessed", Instant.now())).isEqualTo(204);
            assertThat(post(to, body, "new-one", Instant.now().minusSeconds(3600))).isEqualTo(204);
            listener.awaitLine("^#4 ", SOON);
            listener.awaitLine("but of another time", SOON);

            assertThat(listener.lines()).containsSubsequence("#1 POST /services/pingback?x=1", "  id         dlv_1",
                    "  signature  good", "  secret     good", "  result     success", "  msg        Exporting\\ndone",
                    "  id         jid@x", "  evil       ?[31m", "  answered   503", "#2 POST /services/pingback?x=1",
                    "  answered   204", "#3 POST /services/pingback?x=1", "  signature  WRONG", "  secret     WRONG");
            assertThat(listener.output()).doesNotContain("old-one").doesNotContain("\u001b");
            listener.interrupt();
            assertThat(listener.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void saysWhenItCannotVerifyAndWhenThePortIsTaken() throws Exception {
        try (ChildProcess listener = listen()) {
            URI to = address(listener);
            assertThat(post(to, "secret=x", "x", Instant.now())).isEqualTo(200);
            listener.awaitLine("signature  not verified: give --secret-file or --secret", SOON);
            try (ChildProcess second = ChildJvm.of(Packhouse.class)
                    .arguments("listen", "--port", Integer.toString(to.getPort())).start()) {
                assertThat(second.awaitExit(SOON)).isEqualTo(1);
                assertThat(second.output()).contains("port " + to.getPort() + " is taken");
            }
        }
    }

    @Test
    void wrongFlagsAreMisuse() {
        try (ChildProcess listener = listen("--status", "99")) {
            assertThat(listener.awaitExit(SOON)).isEqualTo(2);
        }
    }
}
