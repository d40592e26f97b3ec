package io.packhouse.gateway.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.api.Tokens;
import io.packhouse.gateway.api.Tokens.NewToken;
import io.packhouse.platform.objects.ObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Uploads and removals by the original's interface (package server reference, 2.6 and 2.7). */
@Timeout(120)
class PackageWritesIT {

    private static final String X86 = "linux_x86_64";

    @TempDir
    private Path root;
    private PackagesServer server;

    @AfterEach
    void close() {
        server.close();
    }

    private void open(String... changed) {
        server = new PackagesServer(root.resolve("objects"), changed);
    }

    private static String answer(String architecture, String id, String result) {
        return "200 {\"architecture\":\"" + architecture + "\",\"id\":\"" + id + "\",\"result\":\"" + result
                + "\",\"status\":\"ok\"}";
    }

    private static String refusal(String message) {
        return "200 {\"message\":\"" + message + "\",\"status\":\"fail\"}";
    }

    @Test
    void tellsWhatAnUploadChanged() {
        open();

        assertThat(server.upload(ToyPackage.of("a+b c", "").version("2"))).isEqualTo(answer("all", "a+b c", "added"));
        assertThat(server.said("GET", "/package/list")).as("at once, at this gateway").contains("\"id\":\"a+b c\"");
        assertThat(server.upload(ToyPackage.of("a+b c", "").version("2"))).isEqualTo(answer("all", "a+b c", "no changes"));
        assertThat(server.upload(ToyPackage.of("a+b c", "").version("1"))).isEqualTo(answer("all", "a+b c", "updated"));
        assertThat(server.upload(ToyPackage.of("a+b c", X86))).isEqualTo(answer(X86, "a+b c", "added"));
        assertThat(server.jobs.submitted).allSatisfy(job -> assertThat(job.caller()).isEqualTo("package-server"));
    }

    @Test
    void anUploadThatFailsLeavesTheOldPackage() {
        open();
        server.add(ToyPackage.of("a", "").version("1"));

        assertThat(server.upload(ToyPackage.of("a", "").version("2").bad("package digest mismatch")))
                .isEqualTo(refusal("package digest mismatch"));

        assertThat(server.said("GET", "/package/list")).contains("\"version\":\"1\"");
        assertThat(server.get("/package/download?id=a").body()).isEqualTo(ToyPackage.of("a", "").version("1").bytes());
    }

    @ParameterizedTest
    @CsvSource({"''", "1f", "1f8a", "504b0304", "8b1f"})
    void whatIsNoGzipMakesNoJob(String hex) {
        open();

        assertThat(server.said("PUT", "/package/upload", HexFormat.of().parseHex(hex)))
                .isEqualTo(refusal("wrong package format"));
        assertThat(server.jobs.submitted).isEmpty();
        assertThat(server.files()).isEmpty();
    }

    @Test
    void theLimitCountsTheLastByte() {
        byte[] file = ToyPackage.of("a", "").bytes();
        open("packages.limits.packed", Integer.toString(file.length) + "B");

        assertThat(server.said("PUT", "/package/upload", file)).isEqualTo(answer("all", "a", "added"));
        assertThat(server.said("PUT", "/package/upload", Arrays.copyOf(file, file.length + 1)))
                .isEqualTo(refusal("package file is too large: " + file.length
                        + " bytes are allowed here (packages.limits.packed)"));
        assertThat(server.jobs.submitted).hasSize(1);
    }

    /** Sends pieces of a body in chunks until the server takes no more; answers how many bytes it took, and what it said. */
    private Map.Entry<Long, String> sendChunks(long bytes) throws IOException {
        byte[] piece = new byte[64 * 1024];
        new Random(1).nextBytes(piece);
        piece[0] = 0x1f;
        piece[1] = (byte) 0x8b;
        long sent = 0;
        try (Socket socket = server.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("PUT /package/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (sent < bytes && socket.getInputStream().available() == 0) {
                out.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                sent += piece.length;
            }
            byte[] answer = new byte[4096];
            int count = socket.getInputStream().read(answer);
            return Map.entry(sent, new String(answer, 0, Math.max(0, count), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefusedWhileItArrives() throws Exception {
        open("packages.limits.packed", "2MiB");

        Map.Entry<Long, String> refused = sendChunks(100L * 1024 * 1024);

        assertThat(refused.getValue()).startsWith("HTTP/1.1 200").contains("\"message\":\"package file is too large");
        assertThat(refused.getKey()).isLessThan(30L * 1024 * 1024);
        assertThat(server.jobs.submitted).isEmpty();
        await().untilAsserted(() -> assertThat(server.files()).isEmpty());
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNothing() throws Exception {
        open();
        byte[] file = ToyPackage.of("a", "").description("en", "x".repeat(300_000)).bytes();

        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(("PUT /package/upload HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.length
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(file, 0, file.length / 2);
            socket.getOutputStream().flush();
            await().until(() -> !server.files().isEmpty());
        }

        await().untilAsserted(() -> assertThat(server.files()).isEmpty());
        assertThat(server.jobs.submitted).isEmpty();
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        open("packages.upload-time", "300ms");
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write("PUT /package/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n\u001f"
                    .getBytes(StandardCharsets.US_ASCII));

            byte[] answer = new byte[1000];
            int count = socket.getInputStream().read(answer);

            assertThat(new String(answer, 0, count, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 408")
                    .contains("\"status\":\"fail\"");
        }
        assertThat(server.files()).isEmpty();
    }

    @Test
    void whatCannotBeAcceptedOrAwaitedIs503() {
        open("packages.wait-limit", "200ms", "packages.waiting-limit", "1");
        server.add(ToyPackage.of("a", ""));

        server.jobs.away = true;
        assertThat(server.upload(ToyPackage.of("b", ""))).startsWith("503 {\"message\":\"the queue does not answer");
        assertThat(server.said("POST", "/package/remove?id=a")).startsWith("503 {\"message\":");
        server.jobs.away = false;
        server.jobs.idle = true;
        assertThat(server.upload(ToyPackage.of("b", ""))).startsWith("503 {\"message\":\"accepted as job ");
        server.jobs.idle = false;
        server.jobs.silent = true;
        assertThat(server.upload(ToyPackage.of("b", ""))).as("there is an outcome, but no record")
                .startsWith("503 {\"message\":\"accepted as job ");
        var answer = server.sendForBytes("POST", "/package/remove?id=a", new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    /** A store on a disk that is full. */
    private static final class Full implements UnaryOperator<ObjectStore> {
        @Override
        public ObjectStore apply(ObjectStore real) {
            return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                    new Class<?>[]{ObjectStore.class}, (_, method, arguments) -> {
                        if (method.getName().equals("newBlob")) {
                            throw new Failure(Failure.Code.STORAGE_FULL, "no room is left in the object store").exception();
                        }
                        return method.invoke(real, arguments);
                    });
        }
    }

    @Test
    void aFullDiskIs507() {
        server = new PackagesServer(root.resolve("objects"), Optional.empty(), new Full());

        assertThat(server.upload(ToyPackage.of("a", "")))
                .isEqualTo("507 {\"message\":\"no room is left in the object store\",\"status\":\"fail\"}");
    }

    @Test
    void removes() {
        open();
        server.add(ToyPackage.of("a", ""), ToyPackage.of("a", X86), ToyPackage.of("b", ""), ToyPackage.of("b", X86),
                ToyPackage.of("c+d", ""));

        assertThat(server.said("POST", "/package/remove")).isEqualTo("200 {\"removed\":0,\"status\":\"fail\"}");
        assertThat(server.said("POST", "/package/remove?id=none")).isEqualTo("200 {\"removed\":0,\"status\":\"fail\"}");
        assertThat(server.said("POST", "/package/remove?id=a&architecture=windows_x86_64"))
                .isEqualTo("200 {\"removed\":0,\"status\":\"fail\"}");
        assertThat(server.jobs.submitted).as("what is not there needs no job").isEmpty();
        assertThat(server.said("POST", "/package/remove?id=a&architecture="))
                .isEqualTo("200 {\"removed\":2,\"status\":\"ok\"}");
        assertThat(server.said("POST", "/package/remove?id=b&architecture=all"))
                .isEqualTo("200 {\"removed\":1,\"status\":\"ok\"}");
        assertThat(server.said("GET", "/package/list?architecture=" + X86)).contains("\"id\":\"b\"")
                .doesNotContain("\"id\":\"a\"");
        assertThat(server.said("POST", "/package/remove", "id=c+d".getBytes(StandardCharsets.US_ASCII), "Content-Type",
                "application/x-www-form-urlencoded")).isEqualTo("200 {\"removed\":1,\"status\":\"ok\"}");
        assertThat(server.said("POST", "/package/remove?id=c%2Bd")).isEqualTo("200 {\"removed\":0,\"status\":\"fail\"}");
    }

    @Test
    void whereTokensAreNeededWritesNeedThemToo() throws Exception {
        NewToken writer = Tokens.newToken("writer", Set.of(Scope.PACKAGES_WRITE));
        Path tokens = Files.writeString(root.resolve("tokens"), writer.line() + "\n");
        server = new PackagesServer(root.resolve("objects"), Optional.of(tokens), UnaryOperator.identity());
        String bearer = "Bearer " + writer.secret();

        var refused = server.sendForBytes("PUT", "/package/upload", ToyPackage.of("a", "").bytes());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(PackagesServer.text(refused)).endsWith("\"status\":\"fail\"}");
        assertThat(server.upload(ToyPackage.of("a", ""), "Authorization", bearer)).isEqualTo(answer("all", "a", "added"));
        assertThat(server.jobs.submitted.getFirst().caller()).isEqualTo("writer");
        assertThat(server.said("POST", "/package/remove?id=a", "Authorization", bearer)).startsWith("403 {");
        assertThat(server.said("GET", "/package/list")).as("reading is open").contains("\"id\":\"a\"");
        assertThat(server.get("/package/download?id=a").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/packages").statusCode()).isEqualTo(401);
    }

    @Test
    void openWritesNeedNone() throws Exception {
        NewToken writer = Tokens.newToken("writer", Set.of(Scope.PACKAGES_WRITE));
        Path tokens = Files.writeString(root.resolve("tokens"), writer.line() + "\n");
        server = new PackagesServer(root.resolve("objects"), Optional.of(tokens), UnaryOperator.identity(),
                "packages.open-writes", "true");

        assertThat(server.upload(ToyPackage.of("a", ""))).isEqualTo(answer("all", "a", "added"));
        assertThat(server.upload(ToyPackage.of("b", ""), "Authorization", "Bearer " + writer.secret())).startsWith("200");
        assertThat(server.upload(ToyPackage.of("c", ""), "Authorization", "Bearer wrong")).startsWith("401");
        assertThat(server.jobs.submitted.stream().map(job -> job.caller())).containsExactly("package-server", "writer");
    }

    @Test
    void pagesOfOtherSitesChangeNothing() throws Exception {
        open();
        server.add(ToyPackage.of("a", ""));
        String foreign = """
                POST /package/remove?id=a HTTP/1.1\r
                Host: x\r
                Origin: http://evil.example\r
                Connection: close\r
                \r
                """;

        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(foreign.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(server.jobs.submitted).isEmpty();
        assertThat(server.said("POST", "/package/remove?id=a", "Origin", server.url()))
                .isEqualTo("200 {\"removed\":1,\"status\":\"ok\"}");
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-m", "30"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** The manual's commands, by the tool that it names. */
    @Test
    void curlUploadsListsAndRemoves() throws Exception {
        assumeTrue(new ProcessBuilder("curl", "--version").start().waitFor() == 0, "curl is not here");
        open("packages.limits.packed", "3MiB");
        Path file = Files.write(root.resolve("a.ampkg"),
                ToyPackage.of("a", "").description("en", "x".repeat(2_000_000)).bytes());
        String url = server.url() + "/package/upload";

        // Larger than a megabyte, curl asks first whether to go on, and waits for a second where it gets no answer.
        String verbose = curl("-v", "--expect100-timeout", "20", "-H", "Expect: 100-continue", "-T", file.toString(), url);
        assertThat(verbose).contains("100 Continue").contains("{\"architecture\":\"all\",\"id\":\"a\",\"result\":\"added\"");
        assertThat(curl("-T", file.toString(), "-H", "Transfer-Encoding: chunked", url))
                .contains("\"result\":\"no changes\"");
        assertThat(curl("-X", "PUT", "--data-binary", "@" + file, url)).contains("\"result\":\"no changes\"");
        assertThat(curl(server.url() + "/package/list?architecture=macos_universal_arm_64+x86_64"))
                .contains("\"id\":\"a\"");
        Path large = Files.write(root.resolve("large"), Arrays.copyOf(Files.readAllBytes(file), 4 * 1024 * 1024));
        String refused = curl("-v", "--expect100-timeout", "20", "-H", "Expect: 100-continue", "-T", large.toString(), url);
        assertThat(refused).contains("package file is too large").doesNotContain("100 Continue");
        assertThat(curl("-d", "", server.url() + "/package/remove?id=a")).isEqualTo("{\"removed\":1,\"status\":\"ok\"}");
        assertThat(curl("-X", "POST", server.url() + "/package/remove?id=a"))
                .isEqualTo("{\"removed\":0,\"status\":\"fail\"}");
    }

    @Test
    void uploadsAtOnceAreBounded() throws Exception {
        open("packages.uploads", "1");
        try (Socket first = server.connect()) {
            first.getOutputStream().write("PUT /package/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n\u001f"
                    .getBytes(StandardCharsets.US_ASCII));
            first.getOutputStream().flush();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> server.upload(ToyPackage.of("a", "")).startsWith("503 {\"message\":"));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> server.upload(ToyPackage.of("a", "")).startsWith("200"));
    }
}
