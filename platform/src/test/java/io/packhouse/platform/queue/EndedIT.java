package io.packhouse.platform.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every job's end is told to its handler, whoever ended it, before the record is done. */
@OnEveryKafka
class EndedIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    QueueHouse house;

    @BeforeEach
    void open(KafkaCluster cluster) {
        house = new QueueHouse(cluster.bootstrapServers(), directory, QueueHouse.quick());
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** The outcome that the handler was told of; the one that stands, and not before it stood. */
    private Outcome told(CountingHandler handler, JobId job) {
        await().atMost(SOON).until(() -> !handler.told(job).isEmpty());
        Outcome told = handler.told(job).getFirst();
        assertThat(house.outcome(job)).contains(told);
        return told;
    }

    private static Failure.Code code(Outcome outcome) {
        return ((Outcome.Failed) outcome).failure().code();
    }

    @Test
    void isToldOfSuccessOnceTheOutcomeStandsAndOnce() throws Exception {
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        AtomicInteger early = new AtomicInteger();
        handler.end = (command, outcome) -> {
            if (!house.outcome(command.job()).equals(Optional.of(outcome))) {
                early.incrementAndGet();
            }
        };
        house.work("w1", 1, handler);
        JobId job = house.submit("sum", Map.of());

        assertThat(told(handler, job)).isInstanceOf(Outcome.Succeeded.class);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.told(job)).hasSize(1);
        assertThat(early).hasValue(0);
    }

    @Test
    void isToldOfAFailureThatItNamed() throws Exception {
        CountingHandler handler = new CountingHandler("bad", (_, _) -> {
            throw new Failure(Failure.Code.INVALID_REQUEST, "seven is no multiple of ten").exception();
        });
        house.work("w1", 1, handler);

        assertThat(code(told(handler, house.submit("bad", Map.of())))).isEqualTo(Failure.Code.INVALID_REQUEST);
    }

    @Test
    void isToldWhenTheAttemptsAreUsedUp() throws Exception {
        CountingHandler handler = new CountingHandler("faulty", (_, _) -> {
            throw new IllegalStateException("a fault of ours");
        });
        house.work("w1", 1, handler);

        assertThat(code(told(handler, house.submit("faulty", Map.of())))).isEqualTo(Failure.Code.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void isToldWhenTheTimeIsOver() throws Exception {
        CountingHandler handler = new CountingHandler("endless", Duration.ofSeconds(2), (_, _) -> sleep());
        house.work("w1", 1, handler);
        JobId job = house.submit("endless", Map.of());

        assertThat(code(told(handler, job))).isEqualTo(Failure.Code.TIME_LIMIT);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
    }

    @Test
    void isToldWhenTheJobIsCancelledWhileItRuns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountingHandler handler = new CountingHandler("long", (_, _) -> {
            begun.countDown();
            return sleep();
        });
        house.work("w1", 1, handler);
        JobId job = house.submit("long", Map.of());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        cancel(job);

        assertThat(told(handler, job)).isInstanceOf(Outcome.Cancelled.class);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.runs(job)).isEqualTo(1);
    }

    @Test
    void isToldWhenTheJobWasCancelledBeforeItRan() throws Exception {
        JobId job = house.submit("sum", Map.of());
        cancel(job);
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        house.work("w1", 1, handler);

        assertThat(told(handler, job)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(handler.runs(job)).isZero();
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(house.objects.list("jobs/" + job + "/")).as("no marker is left")
                .containsExactly("jobs/" + job + "/outcome");
    }

    @Test
    void aCallThatFailsIsMadeAgainAndIsNoAttemptOfTheJob() throws Exception {
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        handler.end = (command, _) -> {
            if (handler.told(command.job()).size() < 4) {
                throw new IllegalStateException("the log does not answer");
            }
        };
        house.work("w1", 1, handler);
        JobId job = house.submit("sum", Map.of());

        await().atMost(SOON).until(() -> handler.told(job).size() == 4);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.told(job)).hasSize(4).containsOnly(house.outcome(job).orElseThrow());
        assertThat(handler.runs(job)).isEqualTo(1);
        assertThat(house.objects.list("jobs/" + job + "/attempts/")).hasSize(1);
        assertThat(house.registry.get("packhouse.queue.released").tag("why", "untold").counter().count()).isEqualTo(3);
    }

    @Test
    void aCommandThatNamesNobodyIsNotToldForEver() throws Exception {
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        handler.end = (_, _) -> {
            throw new Failure(Failure.Code.INVALID_REQUEST, "the body is no RebuildAddon").exception();
        };
        house.work("w1", 1, handler);
        JobId job = house.submit("sum", Map.of());

        told(handler, job);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.told(job)).hasSize(1);
    }

    /** Kafka archives a record after its last delivery; what is owed then is housekeeping's to tell. */
    @Test
    void housekeepingTellsWhatNoDeliveryCouldTell(KafkaCluster cluster) throws Exception {
        house.close();
        house = new QueueHouse(cluster.bootstrapServers(), directory, new QueueSettings(Duration.ofSeconds(1), 1, 2,
                Duration.ofMillis(20), Duration.ofSeconds(10), Duration.ofSeconds(1)));
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        handler.end = (command, _) -> {
            if (handler.told(command.job()).size() < 4) {
                throw new IllegalStateException("the log does not answer");
            }
        };
        house.work("w1", 1, handler);
        JobId job = house.submit("sum", Map.of());
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.told(job)).hasSize(2);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> house.housekeeping(handler).sweep()))
                .hasMessageContaining("could not be told");
        assertThat(house.read(Topic.WORK_INSTALLERS)).as("what is owed is not deleted").hasSize(1);
        await().atMost(SOON).until(() -> house.housekeeping(handler).sweep() > 0);
        assertThat(handler.told(job)).hasSize(4);
        assertThat(house.read(Topic.WORK_INSTALLERS)).isEmpty();
    }

    @Test
    void aJobOfAWorkerThatWasKilledBetweenTheOutcomeAndTheCallIsTold(KafkaCluster cluster) throws Exception {
        JobId job = house.submit("sum", Map.of());
        try (var dying = ChildJvm.of(DyingWorker.class)
                .arguments(cluster.bootstrapServers(), house.kafka.topicPrefix(), directory.toString()).start()) {
            assertThat(dying.awaitExit(SOON)).isEqualTo(9);
        }
        assertThat(house.outcome(job)).containsInstanceOf(Outcome.Succeeded.class);
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 2);
        house.work("w2", 1, handler);

        assertThat(told(handler, job)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(handler.runs(job)).isZero();
    }

    @Test
    void aDrainThatCutsTheCallOffLeavesItToAnotherWorker() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        QueueSettings hasty = new QueueSettings(Duration.ofSeconds(1), 4, 10, Duration.ofMillis(20), Duration.ofMillis(300),
                Duration.ofSeconds(1));
        CountingHandler stuck = new CountingHandler("sum", (_, _) -> 1);
        stuck.end = (_, _) -> {
            called.countDown();
            sleep();
        };
        WorkQueue queue = house.work(hasty, "w1", 1, stuck);
        JobId job = house.submit("sum", Map.of());
        assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
        queue.close();
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 2);
        house.work("w2", 1, handler);

        told(handler, job);
        assertThat(handler.runs(job)).isZero();
    }

    private void cancel(JobId job) {
        house.outcomes.decide(job, new Outcome.Cancelled("long", Instant.now(), "test"));
    }

    private static Object sleep() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(1));
        return List.of();
    }
}
