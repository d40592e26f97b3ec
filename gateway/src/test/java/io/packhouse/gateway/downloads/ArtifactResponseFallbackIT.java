package io.packhouse.gateway.downloads;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.gateway.downloads.DownloadMetrics.End;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platformtestkit.RemoteStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/** Where files cannot go to the socket by themselves, the same bytes go through this process. */
@Timeout(240)
class ArtifactResponseFallbackIT {

    private static final Duration STALL_LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path root;

    private ObjectStore store;
    private SampleArtifact sample;

    @BeforeEach
    void makeSample() throws IOException {
        store = new FileObjectStore(root.resolve("store"));
        sample = SampleArtifact.of(store, "RIRRI", 17, 1_500_000);
    }

    @Test
    void sendsOverTls() throws Exception {
        Path keys = root.resolve("keys.p12");
        assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias",
                "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1", "-keystore",
                keys.toString(),
                "-storepass", PASSWORD).inheritIO().start().waitFor()).isZero();
        HttpServerOptions options = new HttpServerOptions().setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD));
        try (DownloadServer server = serve(store, options);
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusting(keys))
                        .build()) {
            expectBytes(client, "https", server);
            expectNoZeroCopy(server);
        }
    }

    @Test
    void sendsOverHttp2() throws Exception {
        try (DownloadServer server = serve(store, new HttpServerOptions());
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            assertThat(get(client, "http", server).version()).isEqualTo(HttpClient.Version.HTTP_2);
            expectBytes(client, "http", server);
            expectNoZeroCopy(server);
        }
    }

    @Test
    void sendsUncompressedWhereTheServerCompresses() throws Exception {
        try (DownloadServer server = serve(store, new HttpServerOptions().setCompressionSupported(true));
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<byte[]> response = get(client, "http", server, "Accept-Encoding", "gzip, deflate");

            assertThat(response.body()).isEqualTo(sample.bytes());
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(sample.bytes().length);
            assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
            expectNoZeroCopy(server);
        }
    }

    @Test
    void sendsFromAStoreWithoutFiles() throws Exception {
        try (DownloadServer server = serve(new RemoteStore(store), new HttpServerOptions());
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            expectBytes(client, "http", server);
            expectNoZeroCopy(server);
        }
    }

    @Test
    void cutsTheBodyWhenTheStoreFails() throws Exception {
        ObjectStore failing = new RemoteStore(store,
                in -> new SequenceInputStream(new ByteArrayInputStream(new byte[100]), broken()));
        try (DownloadServer server = serve(failing, new HttpServerOptions());
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThatIOException().isThrownBy(() -> get(client, "http", server));

            await().untilAsserted(() -> assertThat(server.downloads).singleElement()
                    .satisfies(download -> assertThat(download.end()).isEqualTo(End.FAILED)));
            assertThat(server.unhandled).isEmpty();
        }
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    private DownloadServer serve(ObjectStore from, HttpServerOptions options) throws Exception {
        DownloadServer server = new DownloadServer(from, options, STALL_LIMIT, false);
        server.serve(sample.artifact());
        return server;
    }

    private void expectBytes(HttpClient client, String scheme, DownloadServer server) throws Exception {
        assertThat(get(client, scheme, server).body()).isEqualTo(sample.bytes());
        for (int first : new int[]{0, 70_000, sample.bytes().length - 1}) {
            assertThat(get(client, scheme, server, "Range", "bytes=" + first + "-").body())
                    .isEqualTo(Arrays.copyOfRange(sample.bytes(), first, sample.bytes().length));
        }
        assertThat(server.unhandled).isEmpty();
    }

    private static void expectNoZeroCopy(DownloadServer server) {
        await().untilAsserted(() -> assertThat(server.downloads).isNotEmpty().allSatisfy(download -> {
            assertThat(download.end()).isEqualTo(End.COMPLETE);
            assertThat(download.zeroCopyBytes()).isZero();
            assertThat(download.bytes()).isPositive();
        }));
    }

    private HttpResponse<byte[]> get(HttpClient client, String scheme, DownloadServer server, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(scheme + "://127.0.0.1:" + server.port() + "/" + sample.artifact().name()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        KeyStore generated = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            generated.load(in, PASSWORD.toCharArray());
        }
        trusted.load(null, null);
        trusted.setCertificateEntry("server", generated.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
