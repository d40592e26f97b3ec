package io.packhouse.signing;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningAudit;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platformtestkit.HeardAttempt;
import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyUse;
import io.packhouse.signing.keys.MovingClock;
import io.packhouse.signing.keys.TestKeys;
import io.packhouse.signing.keys.TestKeys.Pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

class SignatureHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final KeyPair PAIR = TestKeys.ec("secp256r1");
    private static final String DIGEST = HexFormat.of().formatHex(new byte[32]);

    @TempDir
    Path directory;
    private final MovingClock clock = new MovingClock(NOW);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<SigningAudit> audit = new CopyOnWriteArrayList<>();
    private ObjectStore objects;
    private KeyFolder folder;
    private Pair store;
    private String certificate;

    @BeforeEach
    void begin() throws Exception {
        objects = new FileObjectStore(directory.resolve("objects"));
        folder = new KeyFolder(directory);
        store = TestKeys.issued("Store", PAIR, null, false, NOW, NOW.plus(Duration.ofDays(30)));
        certificate = folder.put("store", store, KeyUse.AMPKG_STORE);
    }

    @Test
    void makesAnObjectOfAnHonestWishAndAnswersIt() throws Exception {
        Signature made = run(name("device"));

        assertThat(made.name()).isEqualTo(name("device"));
        assertThat(made.at()).isEqualTo(NOW);
        assertThat(objects.get(name("device").objectKey())).hasValueSatisfying(
                bytes -> assertThat(Json.read(bytes, Signature.class).bytes()).isEqualTo(made.bytes()));
        Signer.verify(store.key(), new MakeSignature(name("device"), null), made.bytes());
        assertThat(registry.get("packhouse.signing.signatures").tags("key", "store", "kind", "ampkg-store", "result", "made")
                .timer().count()).isEqualTo(1);
    }

    @Test
    void answersWhatIsThereAlsoWhenTheKeyIsGone() throws Exception {
        Signature made = run(name("device"));
        clock.forward(Duration.ofDays(400));

        Signature again = handler(new KeyFolder(directory).ring(clock)).answer(name("device"));

        assertThat(again.bytes()).isEqualTo(made.bytes());
        assertThat(audit).hasSize(1);
    }

    @Test
    void writesTheAuditRecordBeforeTheSignatureIsThere() throws Exception {
        List<Boolean> there = new ArrayList<>();
        var handler = handler(folder.ring(clock), (topic, key, _, value) -> {
            assertThat(topic).isEqualTo(Topic.AUDIT_SIGNING);
            assertThat(key).isEqualTo("store");
            there.add(objects.get(name("").objectKey()).isPresent());
            audit.add(Json.read(value, SigningAudit.class));
            return Future.succeededFuture(new Position(0, 0));
        });

        handler.answer(name(""));

        assertThat(there).containsExactly(false);
        assertThat(audit).singleElement().satisfies(record -> {
            assertThat(record.caller()).isEqualTo("somebody");
            assertThat(record.at()).isEqualTo(NOW);
            assertThat(record.worker()).isEqualTo("worker");
            assertThat(record.signature()).isEqualTo(name(""));
        });
    }

    @Test
    void makesNothingThatCannotBeAudited() {
        Failure away = new Failure(Failure.Code.UNAVAILABLE, "Kafka is away");
        var handler = handler(folder.ring(clock), (_, _, _, _) -> Future.failedFuture(away.exception()));

        assertThatThrownBy(() -> handler.answer(name(""))).asInstanceOf(type(FailureException.class))
                .extracting(FailureException::failure).isEqualTo(away);

        assertThat(objects.get(name("").objectKey())).isEmpty();
    }

    @Test
    void refusesWhatTheKeyIsNotFor() {
        var other = new SignatureName(SignatureKind.ARTIFACT, "store", certificate, DIGEST, "");
        var unknown = new SignatureName(SignatureKind.ARTIFACT, "shop", certificate, DIGEST, "");

        refused(other, Failure.Code.FORBIDDEN, "the signing key 'store' is not configured for signatures of kind artifact");
        refused(unknown, Failure.Code.INVALID_REQUEST, "there is no signing key 'shop'; the configured ones are: store");
        refused(new SignatureName(SignatureKind.ARTIFACT, "store", certificate, DIGEST, "x"), Failure.Code.INVALID_REQUEST,
                "a signature of kind artifact has no qualifier");
        assertThat(audit).isEmpty();
    }

    @Test
    void refusesWithAnExpiredCertificate() {
        var handler = handler(folder.ring(clock));
        clock.forward(Duration.ofDays(31));

        assertThatThrownBy(() -> handler.answer(name(""))).asInstanceOf(type(FailureException.class))
                .extracting(e -> e.failure().code()).isEqualTo(Failure.Code.CONFLICT);
        assertThat(audit).isEmpty();
    }

    @Test
    void waitsForACertificateThatAnotherSignerHasLoadedAlready() throws Exception {
        KeyRing ring = folder.ring(clock);
        Pair next = TestKeys.issued("Store", PAIR, null, false, NOW, NOW.plus(Duration.ofDays(60)));
        String renewed = folder.put("store", next);

        // The ring was not told of the new file.
        Signature made = handler(ring).answer(new SignatureName(SignatureKind.AMPKG_STORE, "store", renewed, DIGEST, ""));

        Signer.verify(next.key(), new MakeSignature(made.name(), null), made.bytes());
        // And the old one still serves.
        assertThat(handler(ring).answer(name("")).name().certificate()).isEqualTo(certificate);
    }

    @Test
    void givesUpWaitingForACertificateForThisAttemptOnly() {
        var nobodys = new SignatureName(SignatureKind.AMPKG_STORE, "store", "f".repeat(64), DIGEST, "");

        refused(nobodys, Failure.Code.UNAVAILABLE,
                "this signer has not, or no longer, loaded the certificate " + "f".repeat(64) + " of the key 'store'");
    }

    @Test
    void givesEveryAttemptTheSameBytes() throws Exception {
        // given: signers that have the same key and know nothing of each other; ECDSA never gives the same bytes twice
        int signers = 6;
        var begin = new CyclicBarrier(signers);
        List<Callable<Signature>> attempts = new ArrayList<>();
        for (int i = 0; i < signers; i++) {
            var handler = handler(folder.ring(clock));
            attempts.add(() -> {
                begin.await();
                return handler.answer(name("device"));
            });
        }

        // when
        List<byte[]> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                answers.add(answer.get().bytes());
            }
        }

        // then
        byte[] stored = Json.read(objects.get(name("device").objectKey()).orElseThrow(), Signature.class).bytes();
        assertThat(answers).hasSize(signers).allSatisfy(bytes -> assertThat(bytes).isEqualTo(stored));
        assertThat(audit).isNotEmpty();
    }

    private void refused(SignatureName name, Failure.Code code, String sentence) {
        assertThatThrownBy(() -> handler(folder.ring(clock)).answer(name)).asInstanceOf(type(FailureException.class))
                .extracting(FailureException::failure).isEqualTo(new Failure(code, sentence));
    }

    private SignatureName name(String hardwareId) {
        return new SignatureName(SignatureKind.AMPKG_STORE, "store", certificate, DIGEST, hardwareId);
    }

    private Signature run(SignatureName name) throws Exception {
        return handler(folder.ring(clock)).answer(name);
    }

    private Asked handler(KeyRing ring) {
        return handler(ring, (_, _, _, value) -> {
            audit.add(Json.read(value, SigningAudit.class));
            return Future.succeededFuture(new Position(0, 0));
        });
    }

    private Asked handler(KeyRing ring, Appending appending) {
        return new Asked(new SignatureHandler(Duration.ofSeconds(1), ring, objects,
                new AuditTrail(new Log(appending), "worker"), new SigningMetrics(registry, ring, clock), clock));
    }

    private record Asked(SignatureHandler handler) {

        Signature answer(SignatureName name) throws Exception {
            var command = new Command(JobId.random(), Kind.SIGNATURE, "somebody", Clock.systemUTC().instant(), null,
                    Json.tree(new MakeSignature(name, null)));
            return (Signature) handler.run(command, new HeardAttempt()).result();
        }
    }

    /** What a log does with a record. */
    private interface Appending {
        Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value);
    }

    private record Log(Appending appending) implements LogWriter {

        @Override
        public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
            return appending.append(topic, key, headers, value);
        }

        @Override
        public boolean available() {
            return true;
        }
    }
}
