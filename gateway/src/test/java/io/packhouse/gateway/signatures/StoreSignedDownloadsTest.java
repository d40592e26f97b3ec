package io.packhouse.gateway.signatures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.ampkg.StoreTail;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.objects.RunningSha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a download is made of, where everything is prepared and signed already; asked on an event loop. */
class StoreSignedDownloadsTest {

    private static final String DIGEST = "d".repeat(64);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HeldJobs jobs = new HeldJobs();
    private final BlockingCalls calls = new BlockingCalls(vertx, 100);
    private final SigningKeyView keys = new SigningKeyView(Future::succeededFuture, calls);
    private OffLoopStore objects;
    private StoreSignedDownloads downloads;
    private Revision revision;
    private byte[] prefix;

    @TempDir
    Path directory;

    @BeforeEach
    void open() throws IOException {
        objects = new OffLoopStore(new FileObjectStore(directory));
        SignaturesFoundation house = new SignaturesFoundation(vertx, objects, calls, jobs, keys, new SimpleMeterRegistry());
        Waits waits = new Waits(Duration.ofSeconds(10), 10);
        downloads = new StoreSignedDownloads(house, new PreparedPackages(house, waits),
                new Signatures(house, waits, 1 << 20), new SignedDownloadsSettings("store", Duration.ofSeconds(10),
                        new ByteSize(1 << 20), new SignedDownloadsSettings.Limits(100, 8)));
        register("a".repeat(64), "ampkg-store");
        prefix = "the prepared prefix".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        revision = revision();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void register(String certificate, String... uses) {
        keys.fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.EPOCH, SigningKeys.ENTRY, Map.of(),
                Json.write(new SigningKeys(List.of(new SigningKeys.Key("store", "RSA", Set.of(uses), certificate,
                        Instant.EPOCH, Instant.MAX, List.of()))))));
    }

    private Revision revision() throws IOException {
        String file = "f".repeat(64);
        RunningSha256 digest = RunningSha256.begin();
        digest.update(prefix, 0, prefix.length);
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(prefix);
            create(PreparedPackage.objectKey(file), new PreparedPackage(blob.commit(), digest.state(), DIGEST));
        }
        return new Revision(1, Instant.EPOCH, "test", JobId.random(), new PackageFacts(new PackageKey("a.package", ""), "",
                Map.of(), Map.of(), List.of(), new BlobRef(file, 7), null, DIGEST, 7, null), null);
    }

    private void create(String key, Object value) {
        objects.createOnce(key, Json.write(value), Durability.PROCESS);
    }

    private Signature sign(String certificate, String hardwareId, int size) {
        SignatureName name = new SignatureName(SignatureKind.AMPKG_STORE, "store", certificate, DIGEST, hardwareId);
        Signature signature = new Signature(name, Instant.EPOCH, new byte[size]);
        create(name.objectKey(), signature);
        return signature;
    }

    private Artifact ask(String hardwareId) {
        Future<Artifact> answer = Future.future(promise -> loop
                .runOnContext(_ -> downloads.artifact(revision, hardwareId, "192.0.2.1").onComplete(promise)));
        return answer.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Code failure(String hardwareId) {
        try {
            throw new AssertionError("no failure, but " + ask(hardwareId));
        } catch (CompletionException e) {
            return ((FailureException) e.getCause()).failure().code();
        }
    }

    @Test
    void isThePreparedPrefixAndASmallTail() {
        Signature signature = sign("a".repeat(64), "hw", 2000);

        Artifact artifact = ask("hw");

        byte[] tail = StoreTail.of(signature.bytes());
        RunningSha256 whole = RunningSha256.begin();
        whole.update(prefix, 0, prefix.length);
        whole.update(tail, 0, tail.length);
        assertThat(artifact.sha256()).isEqualTo(whole.hex());
        assertThat(artifact.size()).isEqualTo(prefix.length + tail.length);
        assertThat(artifact.name()).isEqualTo("a.package_all.ampkg");
        assertThat(artifact.segments()).hasSize(2).last().isEqualTo(new Segment.Inline(tail));
        assertThat(jobs.accepted).isEmpty();
    }

    @Test
    void theSecondTimeNothingIsAsked() {
        sign("a".repeat(64), "hw", 2000);
        Artifact first = ask("hw");
        int looks = objects.looks();
        objects.away = true;

        assertThat(ask("hw")).isEqualTo(first);
        assertThat(objects.looks()).isEqualTo(looks).isEqualTo(2);
    }

    @Test
    void aTailThatIsTooLargeForAnArtifactIsABlob() {
        sign("a".repeat(64), "hw", 20_000);

        assertThat(ask("hw").segments()).hasSize(2)
                .allSatisfy(segment -> assertThat(segment).isInstanceOf(Segment.Range.class));
    }

    @Test
    void aNewCertificateCountsAtOnceAndTheOldBytesAreThereAgainWithTheOldOne() {
        sign("a".repeat(64), "hw", 2000);
        sign("b".repeat(64), "hw", 3000);
        Artifact old = ask("hw");

        register("b".repeat(64), "ampkg-store");
        assertThat(ask("hw").sha256()).isNotEqualTo(old.sha256());

        register("a".repeat(64), "ampkg-store");
        assertThat(ask("hw")).isEqualTo(old);
    }

    @Test
    void whatCannotBeSigned() {
        assertThat(failure("ninebytes")).isEqualTo(Code.INVALID_REQUEST);
        assertThat(failure("\u00e4\u00e4\u00e4\u00e4\u00e4")).as("ten bytes").isEqualTo(Code.INVALID_REQUEST);
        register("a".repeat(64), "artifact");
        assertThat(failure("hw")).isEqualTo(Code.INTERNAL);
    }

    @Test
    void settingsThatMakeNoSense() {
        ByteSize cache = new ByteSize(1);
        assertThatThrownBy(() -> new SignedDownloadsSettings.Limits(-1, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SignedDownloadsSettings("no such name", Duration.ofSeconds(1), cache,
                new SignedDownloadsSettings.Limits(1, 1))).hasMessageContaining("store-key");
        assertThatThrownBy(() -> new SigningGatewaySettings("a/b", Duration.ofSeconds(1), 1, cache))
                .hasMessageContaining("artifact-key");
        assertThatThrownBy(() -> new SigningGatewaySettings("", Duration.ZERO, 1, cache)).hasMessageContaining("patience");
    }
}
