package io.packhouse.gateway.signatures;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Signatures that jobs make, on an event loop and a store of files; a test is the signer. */
class SignaturesTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HeldJobs jobs = new HeldJobs();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private OffLoopStore objects;
    private Signatures signatures;

    @TempDir
    Path directory;

    @BeforeEach
    void open() {
        objects = new OffLoopStore(new FileObjectStore(directory));
        signatures = with(Duration.ofSeconds(20), 10);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Signatures with(Duration patience, int limit) {
        BlockingCalls calls = new BlockingCalls(vertx, 1000);
        return new Signatures(
                new SignaturesFoundation(vertx, objects, calls, jobs,
                        new SigningKeyView(Future::succeededFuture, calls), metrics),
                new Waits(patience, limit), 1 << 20);
    }

    private static SignatureName name(String qualifier) {
        return new SignatureName(SignatureKind.AMPKG_STORE, "store", "c".repeat(64), "d".repeat(64), qualifier);
    }

    private static Signature signature(String qualifier) {
        return new Signature(name(qualifier), Instant.EPOCH, new byte[]{1, 2, 3});
    }

    private void store(Signature signature) {
        objects.createOnce(signature.name().objectKey(), Json.write(signature), Durability.PROCESS);
    }

    /** Asks on the event loop. */
    private Future<Signature> ask(Signatures whom, String qualifier, Permission permission) {
        return Future.future(answer -> loop
                .runOnContext(_ -> whom.get(name(qualifier), "tester", permission).onComplete(answer)));
    }

    private Future<Signature> ask(String qualifier) {
        return ask(signatures, qualifier, Permission.ALWAYS);
    }

    private static Signature got(Future<Signature> answer) {
        return answer.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Failure failure(Future<Signature> answer) {
        try {
            throw new AssertionError("no failure, but " + got(answer));
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(FailureException.class);
            return ((FailureException) e.getCause()).failure();
        }
    }

    private void awaitAccepted(int count) {
        await().untilAsserted(() -> assertThat(jobs.accepted).hasSize(count));
    }

    private double count(String from) {
        return metrics.counter("packhouse.made.objects", "what", "signature", "from", from).count();
    }

    @Test
    void aSignatureThatIsThereIsReadOnceAndOrderedNever() {
        store(signature("hw"));

        assertThat(got(ask("hw")).bytes()).containsExactly(1, 2, 3);
        assertThat(got(ask("hw")).bytes()).containsExactly(1, 2, 3);

        assertThat(jobs.accepted).isEmpty();
        assertThat(count("store")).isEqualTo(1);
        assertThat(count("memory")).isEqualTo(1);
    }

    @Test
    void fiftyEqualWishesAtOnceAreOneCommandAndOnePermission() {
        AtomicInteger asked = new AtomicInteger();
        List<Future<Signature>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(ask(signatures, "hw", asked::incrementAndGet));
        }
        awaitAccepted(1);
        store(signature("hw"));
        jobs.succeed(0);

        assertThat(answers).allSatisfy(answer -> assertThat(got(answer).name()).isEqualTo(name("hw")));
        assertThat(jobs.accepted).singleElement().satisfies(job -> {
            assertThat(job.topic()).isEqualTo(Topic.WORK_SIGNING);
            assertThat(job.caller()).isEqualTo("tester");
            assertThat(job.body().apply(null)).isEqualTo(new MakeSignature(name("hw"), null));
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoMayNotHaveItMadeIsRefusedAndOthersAreNot() {
        Failure refusal = new Failure(Code.TOO_MANY, "no");

        assertThat(failure(ask(signatures, "hw", () -> {
            throw refusal.exception();
        }))).isEqualTo(refusal);
        Future<Signature> other = ask("hw");
        awaitAccepted(1);
        Future<Signature> joined = ask(signatures, "hw", () -> {
            throw refusal.exception();
        });
        await().untilAsserted(() -> assertThat(objects.looks()).isEqualTo(3));
        store(signature("hw"));
        jobs.succeed(0);

        assertThat(got(other)).isNotNull();
        assertThat(got(joined)).as("it cost nothing more").isNotNull();
    }

    @Test
    void withoutASignerACallerIsTurnedAwayAndTheJobGoesOn() {
        Signatures impatient = with(Duration.ofMillis(50), 10);

        Failure refused = failure(ask(impatient, "hw", Permission.ALWAYS));
        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.retryAfter()).isPositive();
        assertThat(failure(ask(impatient, "hw", Permission.ALWAYS)).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(jobs.accepted).as("the second caller joined").hasSize(1);

        store(signature("hw"));
        jobs.succeed(0);
        assertThat(got(ask(impatient, "hw", Permission.ALWAYS))).isNotNull();
    }

    @Test
    void whenTooManyAreWaitedForFurtherOnesAreRefusedAtOnce() {
        Signatures narrow = with(Duration.ofSeconds(20), 2);
        Future<Signature> first = ask(narrow, "1", Permission.ALWAYS);
        awaitAccepted(1);
        ask(narrow, "2", Permission.ALWAYS);
        awaitAccepted(2);

        Failure refused = failure(ask(narrow, "3", () -> {
            throw new AssertionError("what is refused for others is not counted");
        }));
        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.retryAfter()).isPositive();

        store(signature("1"));
        jobs.succeed(0);
        assertThat(got(first)).isNotNull();
        ask(narrow, "3", Permission.ALWAYS);
        awaitAccepted(3);
    }

    @Test
    void howAJobEndedIsHowTheCallEnds() {
        List<Future<Signature>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(ask("hw" + i));
            awaitAccepted(i + 1);
        }
        jobs.fail(0, new Failure(Code.INVALID_REQUEST, "the key 'store' is not for this"));
        jobs.fail(1, new Failure(Code.STORAGE_FULL, "no room"));
        jobs.cancel(2);
        jobs.succeed(3);

        assertThat(failure(answers.get(0)).code()).as("not the caller's fault").isEqualTo(Code.INTERNAL);
        assertThat(failure(answers.get(0)).message()).contains("the key 'store' is not for this");
        assertThat(failure(answers.get(1)).code()).isEqualTo(Code.STORAGE_FULL);
        assertThat(failure(answers.get(2)).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(failure(answers.get(3)).message()).contains("made no object");
        ask("hw0");
        awaitAccepted(5);
    }

    @Test
    void trouble() {
        jobs.away = true;
        assertThat(failure(ask("hw")).code()).isEqualTo(Code.UNAVAILABLE);

        jobs.away = false;
        objects.away = true;
        assertThat(failure(ask("hw")).code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(jobs.accepted).as("nothing is ordered that may be there").isEmpty();

        objects.away = false;
        ask("hw");
        awaitAccepted(1);
    }
}
