package io.packhouse.gateway.downloads;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(240)
@ParameterizedClass(name = "native transport: {0}")
@ValueSource(booleans = {false, true})
class ArtifactResponseIT {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Parameter
    private boolean nativeTransport;

    @TempDir
    private Path root;

    private ObjectStore store;
    private DownloadServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        store = new FileObjectStore(root);
        server = new DownloadServer(store, new HttpServerOptions(), Duration.ofMinutes(5), nativeTransport);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        assertThat(server.unhandled).as("exceptions that nobody handled").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R", "I", "RI", "IR", "RR", "II", "RIR", "IRI", "RRIRI", "IIRRI", "RIRIR"})
    void givesTheBytesOfEveryRange(String kinds) throws Exception {
        long seed = kinds.hashCode();
        SampleArtifact sample = serve(SampleArtifact.of(store, kinds, seed, 300_000));
        int size = sample.bytes().length;

        assertThat(get(sample).body()).isEqualTo(sample.bytes());
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            int first = random.nextInt(size);
            int last = first + random.nextInt(size - first);
            HttpResponse<byte[]> part = get(sample, "Range", "bytes=" + first + "-" + last);

            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("Content-Range")).contains("bytes " + first + "-" + last + "/" + size);
            assertThat(part.headers().firstValueAsLong("Content-Length")).hasValue(last - first + 1);
            assertThat(part.body()).as("seed %d, %d to %d", seed, first, last)
                    .isEqualTo(Arrays.copyOfRange(sample.bytes(), first, last + 1));
        }
        int boundary = (int) sample.artifact().segments().getFirst().size();
        for (int first : new int[]{0, boundary - 1, boundary, size - 1}) {
            if (first < size) {
                assertThat(get(sample, "Range", "bytes=" + first + "-").body())
                        .isEqualTo(Arrays.copyOfRange(sample.bytes(), first, size));
                assertThat(get(sample, "Range", "bytes=-" + (size - first)).body())
                        .isEqualTo(Arrays.copyOfRange(sample.bytes(), first, size));
            }
        }
    }

    @Test
    void sendsBlobsWithoutReadingThem() throws Exception {
        SampleArtifact sample = serve(SampleArtifact.of(store, "RIR", 5, 5_000_000));
        long ranges = sample.artifact().segments().stream().filter(Segment.Range.class::isInstance).mapToLong(Segment::size)
                .sum();

        assertThat(get(sample).body()).isEqualTo(sample.bytes());

        await().untilAsserted(() -> assertThat(server.downloads).singleElement().satisfies(download -> {
            assertThat(download.end()).isEqualTo(DownloadMetrics.End.COMPLETE);
            assertThat(download.bytes()).isEqualTo(sample.bytes().length);
            assertThat(download.zeroCopyBytes()).isEqualTo(ranges);
        }));
    }

    @Test
    void saysWhatItSends() throws Exception {
        SampleArtifact sample = serve(SampleArtifact.of(store, "RI", 6, 1000));

        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<byte[]> response = request(method, sample);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().map()).containsEntry("etag", List.of('"' + sample.artifact().sha256() + '"'))
                    .containsEntry("content-length", List.of(Integer.toString(sample.bytes().length)))
                    .containsEntry("content-type", List.of("application/x-sample"))
                    .containsEntry("accept-ranges", List.of("bytes"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("content-disposition", List.of("attachment; filename=\"sample-RI.bin\""))
                    .doesNotContainKey("transfer-encoding");
            assertThat(response.body()).hasSize(method.equals("GET") ? sample.bytes().length : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            If-None-Match | "ETAG"                  | 304
            If-None-Match | W/"ETAG"                | 304
            If-None-Match | *                       | 304
            If-None-Match | "other", "ETAG"         | 304
            If-None-Match | "other"                 | 200
            If-None-Match | ETAG                    | 200
            If-Match      | "ETAG"                  | 200
            If-Match      | W/"ETAG"                | 412
            If-Match      | "other"                 | 412
            Range         | bytes=0-0               | 206
            Range         | bytes=-1                | 206
            Range         | bytes=-99999999999999999999999999 | 206
            Range         | bytes=1-99999999999999999999999999 | 206
            Range         | bytes=99999999999999999999999999-  | 416
            Range         | bytes=1000000-          | 416
            Range         | bytes=-0                | 416
            Range         | bytes=2-1               | 200
            Range         | bytes=0-0,5-9           | 200
            Range         | bytes=-                 | 200
            Range         | bytes=a-b               | 200
            Range         | bytes=--5               | 200
            Range         | lines=0-0               | 200
            """)
    void answersByTheRfc(String header, String value, int status) throws Exception {
        SampleArtifact sample = serve(SampleArtifact.of(store, "RI", 6, 1000));

        HttpResponse<byte[]> response = get(sample, header, value.replace("ETAG", sample.artifact().sha256()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("ETag")).contains('"' + sample.artifact().sha256() + '"');
        switch (status) {
            case 200 -> assertThat(response.body()).isEqualTo(sample.bytes());
            case 206 -> assertThat(response.body()).isNotEmpty();
            case 416 ->
                assertThat(response.headers().firstValue("Content-Range")).contains("bytes */" + sample.bytes().length);
            default -> assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void sendsAPartOnlyOfTheSameBytes() throws Exception {
        SampleArtifact sample = serve(SampleArtifact.of(store, "RI", 6, 1000));
        String entityTag = '"' + sample.artifact().sha256() + '"';

        assertThat(get(sample, "Range", "bytes=1-2", "If-Range", entityTag).statusCode()).isEqualTo(206);
        assertThat(get(sample, "Range", "bytes=1-2", "If-Range", "W/" + entityTag).statusCode()).isEqualTo(200);
        assertThat(get(sample, "Range", "bytes=1-2", "If-Range", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(get(sample, "Range", "bytes=1-2", "If-Range", "Sat, 21 Nov 2026 00:00:00 GMT").statusCode())
                .isEqualTo(200);
        assertThat(request("HEAD", sample, "Range", "bytes=1-2").statusCode()).isEqualTo(200);
        assertThat(request("POST", sample).statusCode()).isEqualTo(405);
    }

    @Test
    void servesAnEmptyArtifact() throws Exception {
        SampleArtifact empty = serve(SampleArtifact.named("empty", List.of(), new byte[0]));

        assertThat(get(empty).statusCode()).isEqualTo(200);
        assertThat(get(empty).headers().firstValueAsLong("Content-Length")).hasValue(0);
        assertThat(get(empty, "Range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @Test
    void leavesTheAnswerToTheCallerWhenBytesAreMissing() throws Exception {
        String unknown = "0".repeat(64);
        Artifact hollow = new Artifact("hollow", "text/plain", 5, unknown, List.of(new Segment.Range(unknown, 0, 5)));
        String three = SampleArtifact.put(store, new byte[3]);
        Artifact beyond = new Artifact("beyond", "text/plain", 5, unknown, List.of(new Segment.Range(three, 0, 5)));
        server.serve(hollow);
        server.serve(beyond);

        for (String name : List.of("hollow", "beyond")) {
            HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(uri(name)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
        }
        assertThat(openFiles(root)).isZero();
    }

    /** Files below a directory that this process holds open; 0 where the system does not tell. */
    static long openFiles(Path root) throws Exception {
        if (!canSeeOpenFiles()) {
            return 0;
        }
        try (var all = Files.list(DESCRIPTORS)) {
            return all.filter(link -> {
                try {
                    return Files.readSymbolicLink(link).startsWith(root.resolve("blobs").toRealPath());
                } catch (java.io.IOException closedMeanwhile) {
                    return false;
                }
            }).count();
        }
    }

    static boolean canSeeOpenFiles() {
        return Files.isDirectory(DESCRIPTORS);
    }

    private SampleArtifact serve(SampleArtifact sample) {
        server.serve(sample.artifact());
        return sample;
    }

    private URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + name);
    }

    private HttpResponse<byte[]> get(SampleArtifact sample, String... headers) throws Exception {
        return request("GET", sample, headers);
    }

    private HttpResponse<byte[]> request(String method, SampleArtifact sample, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(sample.artifact().name())).method(method,
                HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
