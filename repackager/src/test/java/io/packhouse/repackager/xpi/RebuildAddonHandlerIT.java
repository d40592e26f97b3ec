package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.outbound.HostResolver;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.OutboundSettings;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.platformtestkit.HeardAttempt;
import io.packhouse.repackager.AddonsSettings;
import io.packhouse.repackager.archive.ArchiveLimits;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;
import io.packhouse.repackager.sdk.Sdk;
import io.packhouse.repackager.sdk.TestSdks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs with real HTTP and real files. */
class RebuildAddonHandlerIT {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HeardAttempt attempt = new HeardAttempt();
    private final AtomicReference<Outcome> ended = new AtomicReference<>();
    private FileObjectStore objects;
    private Outbound outbound;
    private Function<XpiSigner, RebuildAddonHandler> signed;
    private RebuildAddonHandler handler;

    @BeforeEach
    void start() {
        objects = new FileObjectStore(folder.resolve("objects"));
        Config config = Config.load(List.of("config/platform.yaml", AddonsSettings.DEFAULTS), Optional.empty(), Map.of(),
                Map.of("outbound.allow-loopback", "true", "addons.fetch.max-size", "1MiB"));
        AddonsSettings settings = config.section(AddonsSettings.SECTION, AddonsSettings.class);
        outbound = new Outbound(vertx, config.section("outbound", OutboundSettings.class), HostResolver.system(),
                new SimpleMeterRegistry());
        Sdk sdk = TestSdks.sdk(folder, "1.14");
        AddonSdks sdks = version -> {
            if (version == null || version.equals("1.14")) {
                return sdk;
            }
            throw new Failure(Code.NOT_FOUND, "There is no Add-on SDK " + version).exception();
        };
        signed = signer -> new RebuildAddonHandler(settings.timeLimit(), settings.limits(), objects,
                AddonFiles.fetching(outbound, settings.fetch().limits(outbound.fetchLimits()), objects),
                new AddonRebuild(sdks),
                signer, (_, outcome) -> ended.set(outcome));
        handler = signed.apply(XpiSigner.NONE);
    }

    @AfterEach
    void stop() {
        outbound.close();
        vertx.close().await();
    }

    private static byte[] greeter(Path folder) throws IOException {
        TestXpi.nested().with("resources/greeter/lib/start.js", "require('self')").open(folder).close();
        try (var made = Files.list(folder)) {
            return Files.readAllBytes(made.filter(file -> file.toString().endsWith(".xpi")).findFirst().orElseThrow());
        }
    }

    private BlobRef stored(byte[] bytes) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            return blob.commit();
        }
    }

    private String serve(int status, byte[] body) {
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.response().setStatusCode(status).end(Buffer.buffer(body))).listen()
                .await()
                .actualPort();
        return "http://127.0.0.1:" + port + "/f/12/tool-1.2-fx.xpi?src=builder";
    }

    private static Command command(AddonSource source, String fileName) {
        RebuildAddon wanted = new RebuildAddon(source, fileName, null, "0.1.sdk.{sdk_version}", Map.of("author", "Bo"),
                List.of(),
                null);
        return new Command(JobId.random(), Kind.ADDON, "test", Instant.now(), null, Json.tree(wanted));
    }

    private JobResult run(AddonSource source, String fileName) throws Exception {
        return handler.run(command(source, fileName), attempt);
    }

    private List<String> blobs() throws IOException {
        try (var files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 64).sorted().toList();
        }
    }

    @Test
    void anUploadBecomesAnArtifact() throws Exception {
        BlobRef blob = stored(greeter(folder));

        JobResult result = run(new AddonSource.Upload(blob, "x.xpi"), "tool/1.2");

        AddonRebuilt rebuilt = (AddonRebuilt) result.result();
        assertThat(rebuilt.version()).isEqualTo("0.1.sdk.1.14");
        assertThat(rebuilt.sdkVersion()).isEqualTo("1.14");
        Artifact artifact = result.artifacts().getFirst();
        assertThat(artifact.name()).isEqualTo("tool_1.2.xpi");
        assertThat(artifact.contentType()).isEqualTo("application/x-xpinstall");
        assertThat(artifact.segments()).containsExactly(new Segment.Range(artifact.sha256(), 0, artifact.size()));
        BlobRef made = objects.find(artifact.sha256()).orElseThrow();
        try (XpiArchive archive = XpiArchive.open(objects, made, ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::name).contains("install.rdf", "icon16.png")
                    .last().isEqualTo("harness-options.json");
            assertThat(InstallManifest.read(archive.find("install.rdf").orElseThrow()).text("creator")).contains("Bo");
        }
        assertThat(attempt.steps()).contains("opening the XPI", "rebuilding the add-on", "writing the XPI");
        assertThat(attempt.lines()).anyMatch(line -> line.contains("2.3 as 0.1.sdk.1.14"))
                .last().isEqualTo("Exporting extension to greeter.xpi.");
        assertThat(run(new AddonSource.Upload(blob, "x.xpi"), "").artifacts().getFirst()).satisfies(again -> {
            assertThat(again.sha256()).isEqualTo(artifact.sha256());
            assertThat(again.name()).isEqualTo("greeter.xpi");
        });
    }

    @Test
    void aLocationIsFetched() throws Exception {
        byte[] bytes = greeter(folder);

        JobResult fetched = run(new AddonSource.Location(serve(200, bytes)), "tool-1.2-fx");
        JobResult uploaded = run(new AddonSource.Upload(stored(bytes), ""), "tool-1.2-fx");

        assertThat(fetched.artifacts()).isEqualTo(uploaded.artifacts());
        assertThat(fetched.artifacts().getFirst().name()).isEqualTo("tool-1.2-fx.xpi");
        assertThat(attempt.steps()).first().isEqualTo("fetching the XPI");
    }

    @Test
    void aFailedBuildLeavesNothing() throws Exception {
        BlobRef text = stored("no XPI".getBytes(StandardCharsets.UTF_8));
        List<String> before = blobs();

        assertThatThrownBy(() -> run(new AddonSource.Upload(text, ""), "x")).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST));

        assertThat(blobs()).isEqualTo(before);
        assertThat(attempt.lines()).last().asString().startsWith("failed: The XPI ");
    }

    @Test
    void whatCannotBeFetchedIsSaid() {
        byte[] large = new byte[2 * 1024 * 1024];

        assertThatThrownBy(() -> run(new AddonSource.Location(serve(404, new byte[1])), "x"))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST))
                .hasMessageContaining("404");
        assertThatThrownBy(() -> run(new AddonSource.Location(serve(503, new byte[1])), "x")).isInstanceOfSatisfying(
                FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE));
        assertThatThrownBy(() -> run(new AddonSource.Location(serve(200, large)), "x")).isInstanceOfSatisfying(
                FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE));
        assertThatThrownBy(() -> run(new AddonSource.Location("file:///etc/passwd"), "x")).isInstanceOfSatisfying(
                FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST));
    }

    @Test
    void aStoppedAttemptEndsAsStopped() throws Exception {
        BlobRef blob = stored(greeter(folder));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(new AddonSource.Upload(blob, ""), "x")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatIsRebuiltIsSignedForItsCaller() throws Exception {
        Command command = command(new AddonSource.Upload(stored(greeter(folder)), ""), "x");
        handler = signed.apply((by, id, entries) -> {
            assertThat(by).isSameAs(command);
            List<NewEntry> more = new ArrayList<>(entries);
            more.add(new NewEntry("META-INF/mozilla.rsa", Content.of(id.getBytes(StandardCharsets.UTF_8))));
            return more;
        });

        JobResult result = handler.run(command, attempt);

        BlobRef made = objects.find(result.artifacts().getFirst().sha256()).orElseThrow();
        try (XpiArchive archive = XpiArchive.open(objects, made, ArchiveLimits.DEFAULT)) {
            assertThat(archive.find("META-INF/mozilla.rsa").orElseThrow().bytes(100))
                    .asString(StandardCharsets.UTF_8).isEqualTo(((AddonRebuilt) result.result()).id());
        }
        assertThat(attempt.steps()).containsSubsequence("having the XPI signed", "writing the XPI");
    }

    @Test
    void itsEndIsTold() throws Exception {
        Outcome outcome = new Outcome.Cancelled(Kind.ADDON, Instant.now(), "test");

        handler.ended(command(new AddonSource.Location("http://x.example/"), ""), outcome);

        assertThat(ended.get()).isSameAs(outcome);
        assertThat(handler.kind()).isEqualTo(Kind.ADDON);
        assertThat(handler.timeLimit()).isEqualTo(Duration.ofMinutes(2));
    }
}
