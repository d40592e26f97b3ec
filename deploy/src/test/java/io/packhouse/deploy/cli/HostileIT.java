package io.packhouse.deploy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Strangers at a running house: each gets a fault or a 4xx, the house stays small, and the next caller is served. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {

    private static final int MEBIBYTE = 1024 * 1024;

    private Path directory;
    private RunningHouse house;

    @BeforeAll
    void open(@TempDir Path given) {
        directory = given;
        house = RunningHouse.up(directory.resolve("data"));
    }

    @AfterAll
    void close() {
        house.close();
    }

    private void theNextCallerIsServed() {
        assertThat(house.python(directory, "print(house.api_version())")).isEqualTo("2.0");
        assertThat(house.process().isAlive()).isTrue();
    }

    private static String call(String vessels) {
        return "<?xml version='1.0'?><methodCall><methodName>build_installers</methodName><params><param>" + vessels
                + "</param></params></methodCall>";
    }

    private static String vessel(String owner) {
        return "<value><struct><member><name>percentage</name><value><int>80</int></value></member><member><name>owner</name>"
                + "<value><string>" + owner + "</string></value></member></struct></value>";
    }

    @Test
    void entityBombsAreFaults() throws IOException {
        var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE b [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a").append(i).append(" \"&a").append(i - 1).append(";&a").append(i - 1).append(";\">");
        }
        bomb.append("]><methodCall><methodName>&a29;</methodName></methodCall>");

        assertThat(post(bomb.toString().getBytes(StandardCharsets.UTF_8))).startsWith("HTTP/1.1 200").contains("faultCode");
        theNextCallerIsServed();
    }

    @Test
    void tenThousandVesselsLongNamesAndDeepNestingAreRefused() throws IOException {
        var vessels = "<value><array><data>" + vessel("owner").repeat(10_000) + "</data></array></value>";
        var longName = "<value><array><data>" + vessel("o".repeat(MEBIBYTE)) + "</data></array></value>";
        var deep = "<value><array><data>".repeat(20_000) + "</data></array></value>".repeat(20_000);
        for (var hostile : List.of(vessels, longName, deep)) {
            assertThat(post(call(hostile).getBytes(StandardCharsets.UTF_8))).matches(
                    answer -> answer.contains("faultCode") || answer.startsWith("HTTP/1.1 413"), "a fault or 413");
        }
        theNextCallerIsServed();
    }

    @Test
    void brokenUtf8IsAFault() throws IOException {
        var body = call("<value><string>x</string></value>").getBytes(StandardCharsets.UTF_8);
        body[body.length / 2] = (byte) 0xff;

        assertThat(post(body)).startsWith("HTTP/1.1 200").contains("faultCode");
        theNextCallerIsServed();
    }

    /** Together more than the house's whole heap, to the XML-RPC path and to the JSON twin. */
    @Test
    void hugeBodiesAreRefusedWithoutBeingKept() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var path = i % 2 == 0 ? "/custom_install/xmlrpc/" : "/api/v1/installers";
                answers.add(senders.submit(() -> sendChunks(path, 100)));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get()).isIn("HTTP/1.1 413 Request Entity Too Large", "closed");
        }
        assertThat(answers.stream().map(Future::resultNow)).contains("HTTP/1.1 413 Request Entity Too Large");
        theNextCallerIsServed();
    }

    /** Sends that many MiB in chunks; answers the status line, or that the connection was closed on it. */
    private String sendChunks(String path, int mebibytes) throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            head(out, path, "Transfer-Encoding: chunked");
            var chunk = new byte[MEBIBYTE];
            Arrays.fill(chunk, (byte) 'x');
            try {
                for (int i = 0; i < mebibytes; i++) {
                    out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(chunk);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closedOnUs) {
                // The answer may still be there to be read.
            }
            return status(socket);
        }
    }

    private static String status(Socket socket) {
        try {
            var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "closed" : line;
        } catch (IOException e) {
            return "closed";
        }
    }

    private String post(byte[] body) throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            head(out, "/custom_install/xmlrpc/", "Connection: close\r\nContent-Length: " + body.length);
            try {
                out.write(body);
            } catch (IOException closedOnUs) {
                // Refused by its length; the answer says so.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        var address = URI.create(house.address());
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        return socket;
    }

    private static void head(OutputStream out, String path, String more) throws IOException {
        out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + more + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
