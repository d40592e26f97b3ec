package io.packhouse.gateway.jobs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The view on a real store; records are folded by hand, so that some can be lost, late, or in an odd order. */
class JobViewTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final JobId job = JobId.random();
    private Outcomes outcomes;
    private JobView view;
    private Context context;
    private long offset;

    @BeforeEach
    void start() {
        outcomes = new Outcomes(new FileObjectStore(directory));
        context = vertx.getOrCreateContext();
        view = holding(Duration.ofMinutes(10));
    }

    /** A view that holds endings so long for their sealed keys. */
    private JobView holding(Duration sealedLimit) {
        JobView made = new JobView(vertx, outcomes, new BlockingCalls(vertx, 100), new JobsSettings(100, 3, LONG, 10),
                sealedLimit);
        made.start(context, Future::succeededFuture);
        return made;
    }

    @AfterEach
    void stop() {
        view.stop();
        vertx.close().await();
    }

    @Test
    void anEndWhoseEventIsLostIsFoundByLooking() throws Exception {
        accepted(job);
        Future<Optional<Ending>> waiting = view.await(job, LONG);

        outcomes.decide(job, succeeded(Map.of()));

        assertThat(done(waiting).orElseThrow().outcome()).isInstanceOf(Outcome.Succeeded.class);
        Awaitility.await().untilAsserted(() -> assertThat(view.waitingCount()).isZero());
    }

    @Test
    void followersAreToldOfAnEndWhoseEventIsLost() throws Exception {
        accepted(job);
        List<Told> told = new CopyOnWriteArrayList<>();
        done(view.follow(job, told::add));

        outcomes.decide(job, succeeded(Map.of()));

        Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(1));
        assertThat(told.getFirst().isEnd()).isTrue();
        assertThat(told.getFirst().position()).isNull();
    }

    @Test
    void anEndThatWasForgottenBeforeItsCommandWasReadIsFoundByLooking() throws Exception {
        outcomes.decide(job, succeeded(Map.of()));
        accepted(job);

        assertThat(done(view.find(job)).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        Awaitility.await().atMost(LONG)
                .untilAsserted(() -> assertThat(done(view.find(job)).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED));
    }

    @Test
    void anOutcomeThatPromisesSealedKeysIsHeldForThem() throws Exception {
        accepted(job);
        Future<Optional<Ending>> waiting = view.await(job, LONG);
        outcomes.decide(job, succeeded(Map.of("made_for", List.of("alice"))));

        ended(job, null);
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> !waiting.isComplete());
        ended(job, "keys");

        assertThat(done(waiting).orElseThrow().sealed()).isEqualTo("keys".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sealedKeysThatNeverComeAreNotWaitedForLong() throws Exception {
        view.stop();
        view = holding(Duration.ofMillis(200));
        accepted(job);
        Future<Optional<Ending>> waiting = view.await(job, LONG);
        outcomes.decide(job, succeeded(Map.of("made_for", List.of("alice"))));

        ended(job, null);

        Ending ending = done(waiting).orElseThrow();
        assertThat(ending.outcome()).isInstanceOf(Outcome.Succeeded.class);
        assertThat(ending.sealed()).isNull();
    }

    @Test
    void keysThatAreInTheResultAreNotWaitedFor() throws Exception {
        outcomes.decide(job, succeeded(Map.of("made_for", List.of("alice"), "sealed_keys", "AAAA")));
        ended(job, null);

        assertThat(done(view.await(job, LONG))).isPresent();
    }

    @Test
    void everyCallThatWaitsIsAnswered() throws Exception {
        accepted(job);
        List<Future<Optional<Ending>>> waiting = List.of(view.await(job, LONG), view.await(job, LONG),
                view.await(job, LONG));
        outcomes.decide(job, succeeded(Map.of()));

        ended(job, null);

        for (Future<Optional<Ending>> one : waiting) {
            assertThat(done(one)).isPresent();
        }
    }

    @Test
    void moreCallsThanTheLimitAreRefused() {
        view.await(job, LONG);
        view.await(job, LONG);
        view.await(job, LONG);

        assertThatThrownBy(() -> done(view.await(job, LONG))).isInstanceOf(FailureException.class)
                .hasMessageContaining("more than 3 calls");
    }

    @Test
    void waitingForNothingEndsAtTheLimit() throws Exception {
        assertThat(done(view.await(JobId.random(), Duration.ofMillis(200)))).isEmpty();
        assertThat(view.waitingCount()).isZero();
    }

    private static Outcome succeeded(Map<String, Object> result) {
        return new Outcome.Succeeded("installers", Instant.now(), "attempt", Json.tree(result), List.of());
    }

    private void accepted(JobId id) throws Exception {
        var record = CommandRecords.inline(new Envelope(id, "installers", "test", Instant.now(), null), new byte[0]);
        fold(Topic.WORK_INSTALLERS, record.headers(), record.value());
    }

    private void ended(JobId id, String sealed) throws Exception {
        byte[] bytes = sealed == null ? null : sealed.getBytes(StandardCharsets.UTF_8);
        fold(Topic.EVENTS, new HashMap<>(),
                Json.write(new Event.Ended(id, Instant.now(), "installers", JobState.SUCCEEDED, bytes)));
    }

    private void fold(Topic topic, Map<String, String> headers, byte[] value) throws Exception {
        LogRecord record = new LogRecord(topic, new Position(0, offset++), Instant.now(), "", headers, value);
        done(Future.future(promise -> context.runOnContext(_ -> {
            view.fold(record);
            promise.complete();
        })));
    }

    private static <T> T done(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
