package io.packhouse.gateway.addons;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.gateway.addons.AddonsServer.Part;

import static io.packhouse.gateway.addons.AddonsServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a sender can do to the gateway who is slow, broken, or does not know the secret. */
class HostileBodiesIT {

    @TempDir
    Path objects;
    private AddonsServer server;

    @BeforeEach
    void open() {
        server = new AddonsServer(objects, "addons.limits.unproven", "200KiB", "addons.limits.body-time", "2s",
                "addons.limits.body", "4MiB");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void nothingStays() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(server.files()).isEmpty();
            assertThat(server.forms.unproven()).isZero();
        });
        assertThat(server.jobs.accepted).isEmpty();
    }

    private static String head(String length) {
        return "POST /repackage/rebuild/ HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\n" + length
                + "\r\n\r\n";
    }

    private static String part(String name, String value) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static final String FILE = "--B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.xpi\"\r\n\r\n";

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = socket.getInputStream().read(); b >= 0 && b != '\r'; b = socket.getInputStream().read()) {
            line.append((char) b);
        }
        return line.toString();
    }

    @Test
    void aWrongSecretIsRefusedBeforeTheFileHasCome() throws Exception {
        try (Socket socket = server.connect()) {
            write(socket.getOutputStream(), head("Content-Length: 4000000") + part("secret", "wrong") + FILE + "only a bit");

            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        nothingStays();
    }

    @Test
    void filesWithoutASecretAreNotKept() {
        HttpResponse<String> answer = server.multipart("/repackage/rebuild/",
                Part.file("upload", "a.xpi", new byte[100 * 1024]));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("Access denied");
        nothingStays();
    }

    @Test
    void filesBeforeTheSecretHaveOnlySoMuchRoomAndThoseBehindItHaveMore() {
        Part large = Part.file("upload", "a.xpi", new byte[300 * 1024]);
        Part small = Part.file("upload", "a.xpi", new byte[100 * 1024]);
        Part secret = Part.text("secret", SECRET);

        HttpResponse<String> answer = server.multipart("/repackage/rebuild/", large, secret);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("send the field secret before the files");
        nothingStays();

        assertThat(server.multipart("/repackage/rebuild/", small, secret).statusCode()).isEqualTo(200);
        assertThat(server.multipart("/repackage/rebuild/", secret, large).statusCode()).isEqualTo(200);
        assertThat(server.forms.unproven()).isZero();
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        try (Socket socket = server.connect()) {
            write(socket.getOutputStream(), head("Transfer-Encoding: chunked") + "1\r\n-\r\n");

            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
        nothingStays();
    }

    @Test
    void aConnectionThatEndsInTheMiddleLeavesNothing() throws Exception {
        for (String body : List.of("", "--B\r\n", part("secret", SECRET) + FILE + "only a bit")) {
            try (Socket socket = server.connect()) {
                write(socket.getOutputStream(), head("Content-Length: 1000000") + body);
            }
        }
        nothingStays();
    }

    @Test
    void aBodyThatDeclaresTooMuchIsNotRead() throws Exception {
        try (Socket socket = server.connect()) {
            write(socket.getOutputStream(), head("Content-Length: 5000000"));

            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
        nothingStays();
    }

    @Test
    void aBodyThatGrowsTooMuchIsRefused() {
        HttpResponse<String> answer = server.multipart("/repackage/rebuild/", Part.text("secret", SECRET),
                Part.file("a", "a", new byte[3_000_000]), Part.file("b", "b", new byte[3_000_000]));

        assertThat(answer.statusCode()).isEqualTo(413);
        nothingStays();
    }

    @Test
    void malformedFormsAre400InWords() {
        byte[] body = Part.body("B", Part.text("secret", SECRET), Part.file("upload", "a.xpi", new byte[100]));

        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=C")) {
            HttpResponse<String> answer = server.send("POST", "/repackage/rebuild/", body, "Content-Type", type);

            assertThat(answer.statusCode()).as(type).isEqualTo(400);
            assertThat(answer.body()).contains("boundary");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        }
        nothingStays();
    }

    @Test
    void brokenBodiesNeverAreAFaultOfOurs() {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            byte[] body = Part.body("B", Part.text("secret", SECRET), Part.text("addons", "[{\"upload\": \"a\"}]"),
                    Part.file("a", "a.xpi", new byte[random.nextInt(3000)]));
            for (int i = random.nextInt(30); i > 0; i--) {
                body[random.nextInt(body.length)] = (byte) "\r\n-B:;\"{}[]\0".charAt(random.nextInt(12));
            }

            HttpResponse<String> answer = server.send("POST", "/repackage/rebuild/", body, "Content-Type",
                    "multipart/form-data; boundary=B");

            assertThat(answer.statusCode()).as("seed %d: %s", seed, answer.body()).isIn(200, 400, 403, 413);
        }
        assertThat(server.forms.unproven()).isZero();
    }

    @Test
    void theConnectionLivesOnBehindARefusal() throws Exception {
        String body = part("secret", "wrong") + part("x", "y".repeat(10_000)) + "--B--";
        try (Socket socket = server.connect()) {
            for (int i = 0; i < 2; i++) {
                write(socket.getOutputStream(), head("Content-Length: " + body.length()) + body);
                assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 403 Forbidden");
                socket.getInputStream().readNBytes("Access denied".length() + rest(socket));
            }
        }
    }

    /** Reads the headers and answers nothing more. */
    private static int rest(Socket socket) throws IOException {
        int last = 0;
        for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
            last = last << 8 | b;
            if (last == 0x0d0a0d0a) {
                return 0;
            }
        }
        throw new IOException("the connection ended");
    }
}
