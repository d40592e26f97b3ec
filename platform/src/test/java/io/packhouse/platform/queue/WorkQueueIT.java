package io.packhouse.platform.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a queue promises: every job ends, once, as often tried as allowed, whatever its handler does. */
@OnEveryKafka
class WorkQueueIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;
    QueueHouse house;
    KafkaCluster cluster;

    @BeforeEach
    void open(KafkaCluster given) {
        cluster = given;
        house = new QueueHouse(cluster.bootstrapServers(), directory, QueueHouse.quick());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Outcome ended(JobId job) {
        return await().atMost(SOON).until(() -> house.outcome(job), java.util.Optional::isPresent).orElseThrow();
    }

    @Test
    void runsWhatWasAcceptedBeforeTheFirstWorkerCame() throws Exception {
        JobId job = house.submit("sum", Map.of("a", 1));
        house.work("w1", 1, new CountingHandler("sum", (command, _) -> command.body().get("a").asInt() + 1));

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Succeeded.class, outcome -> {
            assertThat(outcome.kind()).isEqualTo("sum");
            assertThat(outcome.result().get("worked").asInt()).isEqualTo(2);
        });
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
    }

    @Test
    void tellsTheAttemptAndThenTheEnd() throws Exception {
        house.work("w1", 1, new CountingHandler("sum", (_, attempt) -> {
            attempt.progress(0.5, "half");
            attempt.log("a line");
            return 1;
        }));
        JobId job = house.submit("sum", Map.of());
        ended(job);

        await().atMost(SOON).untilAsserted(() -> assertThat(house.events()).extracting(Event::job).containsOnly(job));
        await().atMost(SOON).untilAsserted(() -> assertThat(house.events()).extracting(event -> (Object) event.getClass())
                .containsExactly(Event.Started.class, Event.Progress.class, Event.Logged.class, Event.Ended.class));
        await().atMost(SOON).until(() -> house.objects.list("jobs/" + job + "/logs/").size() == 1);
    }

    /** The trap: the default way of acquiring hands the whole batch of waiting jobs to the worker that asks first. */
    @Test
    void sharesWaitingJobsOutAmongAllPermitsOfAllWorkers() throws Exception {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            jobs.add(house.submit("together", Map.of()));
        }
        CyclicBarrier four = new CyclicBarrier(4);
        CountingHandler one = new CountingHandler("together", (_, _) -> four.await(50, TimeUnit.SECONDS));
        CountingHandler two = new CountingHandler("together", (_, _) -> four.await(50, TimeUnit.SECONDS));
        house.work("w1", 2, one);
        house.work("w2", 2, two);

        jobs.forEach(job -> assertThat(ended(job)).isInstanceOf(Outcome.Succeeded.class));
        assertThat(one.mostRunning.get()).isEqualTo(2);
        assertThat(two.mostRunning.get()).isEqualTo(2);
        assertThat(one.runs.size() + two.runs.size()).as("no job was tried by both").isEqualTo(16);
    }

    /**
     * The trap: a poll that waits after a renewal takes further records into the client's buffer, where their locks run out
     * until they are archived unseen. With a long job on the only permit, the jobs behind it must not lose a delivery.
     */
    @Test
    void aLongJobDoesNotSilentlyLoseTheJobsBehindIt() throws Exception {
        house.work("w1", 1, new CountingHandler("long", (command, _) -> pause(command.body().get("ms").asInt())),
                new CountingHandler("short", (_, _) -> 1));
        JobId slow = house.submit("long", Map.of("ms", 14_000));
        List<JobId> behind = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            behind.add(house.submit("short", Map.of()));
        }

        assertThat(ended(slow)).isInstanceOf(Outcome.Succeeded.class);
        behind.forEach(job -> assertThat(ended(job)).isInstanceOf(Outcome.Succeeded.class));
        assertThat(house.objects.list("jobs/" + slow + "/attempts/")).hasSize(1);
        assertThat(house.registry.find("packhouse.queue.locks.lost").counters()).isEmpty();
    }

    @Test
    void endsAJobWithTheFailureThatItsHandlerNames() throws Exception {
        CountingHandler handler = new CountingHandler("bad", (_, _) -> {
            throw new Failure(Failure.Code.INVALID_REQUEST, "seven is no multiple of ten").exception();
        });
        house.work("w1", 1, handler);
        JobId job = house.submit("bad", Map.of());

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Failed.class,
                outcome -> assertThat(outcome.failure().message()).isEqualTo("seven is no multiple of ten"));
        assertThat(handler.runs(job)).isEqualTo(1);
    }

    @Test
    void triesAgainAndThenGivesUpWithACopyInTheDeadLetters() throws Exception {
        CountingHandler handler = new CountingHandler("faulty", (_, _) -> {
            throw new IllegalStateException("a fault of ours");
        });
        house.work("w1", 2, handler);
        JobId job = house.submit("faulty", Map.of("n", 7));

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Failed.class,
                outcome -> assertThat(outcome.failure().code()).isEqualTo(Failure.Code.ATTEMPTS_EXHAUSTED));
        assertThat(handler.runs(job)).isEqualTo(4);
        await().atMost(SOON).untilAsserted(() -> assertThat(house.read(Topic.DEAD_LETTERS)).singleElement()
                .satisfies(letter -> assertThat(letter.key()).isEqualTo(job.value())));
    }

    @Test
    void saysWhatStoodInTheWayOfTheLastAttempt() throws Exception {
        CountingHandler handler = new CountingHandler("away", (_, _) -> {
            throw new Failure(Failure.Code.UNAVAILABLE, "a.example answered with status 503").exception();
        });
        house.work("w1", 2, handler);
        JobId job = house.submit("away", Map.of());

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Failed.class,
                outcome -> assertThat(outcome.failure().message())
                        .isEqualTo("the job was tried 4 times; the last time: a.example answered with status 503"));
        assertThat(handler.runs(job)).isEqualTo(4);
        await().atMost(SOON).untilAsserted(() -> assertThat(house.read(Topic.DEAD_LETTERS)).hasSize(1));
    }

    @Test
    void aPassingTroubleEndsTheAttemptAndNotTheJob() throws Exception {
        CountingHandler handler = new CountingHandler("flaky", (_, attempt) -> {
            if (attempt.number() < 3) {
                throw new Failure(Failure.Code.UNAVAILABLE, "the store is away").exception();
            }
            return attempt.number();
        });
        house.work("w1", 1, handler);
        JobId job = house.submit("flaky", Map.of());

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Succeeded.class,
                outcome -> assertThat(outcome.result().get("worked").asInt()).isEqualTo(3));
    }

    @Test
    void endsAJobThatRunsTooLong() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        house.work("w1", 1, new CountingHandler("endless", Duration.ofSeconds(2), (_, _) -> {
            try {
                return pause(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }));
        JobId job = house.submit("endless", Map.of());

        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Failed.class,
                outcome -> assertThat(outcome.failure().code()).isEqualTo(Failure.Code.TIME_LIMIT));
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
    }

    @Test
    void stopsAJobThatWasCancelledMeanwhile() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        house.work("w1", 1, new CountingHandler("long", (_, _) -> {
            begun.countDown();
            try {
                return pause(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }));
        JobId job = house.submit("long", Map.of());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        house.outcomes.decide(job, new Outcome.Cancelled("long", java.time.Instant.now(), "test"));

        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ended(job)).isInstanceOf(Outcome.Cancelled.class);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
    }

    @Test
    void aJobThatHasEndedIsNotRunAgainAndItsEndIsToldAgain() throws Exception {
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        JobId job = house.submit("sum", Map.of());
        house.submit(job, "sum", Map.of());
        house.work("w1", 1, handler);
        ended(job);

        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        assertThat(handler.runs(job)).isEqualTo(1);
        await().atMost(SOON).until(() -> house.events().stream().filter(Event.Ended.class::isInstance).count() == 2);
    }

    @Test
    void aDrainLetsRunningJobsEndAndTakesNoNewOnes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountingHandler handler = new CountingHandler("slow", (_, _) -> {
            begun.countDown();
            return pause(1_500);
        });
        WorkQueue queue = house.work("w1", 1, handler);
        JobId first = house.submit("slow", Map.of());
        JobId second = house.submit("slow", Map.of());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        queue.close();

        assertThat(house.outcome(first)).containsInstanceOf(Outcome.Succeeded.class);
        assertThat(house.outcome(second)).isEmpty();
        assertThat(handler.runs(second)).isZero();
    }

    @Test
    void whatADrainGivesBackDoesNotCountAsAnAttempt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        QueueSettings hasty = new QueueSettings(Duration.ofSeconds(1), 4, 10, Duration.ofMillis(20), Duration.ofMillis(300),
                Duration.ofSeconds(1));
        WorkQueue queue = house.work(hasty, "w1", 1, new CountingHandler("slow", (_, _) -> {
            begun.countDown();
            return pause(60_000);
        }));
        JobId job = house.submit("slow", Map.of());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        queue.close();
        assertThat(house.objects.list("jobs/" + job + "/attempts/")).isEmpty();

        house.work("w2", 1, new CountingHandler("slow", (_, attempt) -> attempt.number()));
        assertThat(ended(job)).isInstanceOfSatisfying(Outcome.Succeeded.class,
                outcome -> assertThat(outcome.result().get("worked").asInt()).isEqualTo(1));
    }

    @Test
    void anUnknownKindIsReleasedForAWorkerThatKnowsIt() throws Exception {
        QueueSettings patient = new QueueSettings(Duration.ofSeconds(15), 4, 10, Duration.ofMillis(500),
                Duration.ofSeconds(10), Duration.ofSeconds(1));
        house.work(patient, "old", 1, new CountingHandler("sum", (_, _) -> 1));
        JobId job = house.submit("novel", Map.of());
        await().atMost(SOON)
                .until(() -> house.registry.find("packhouse.queue.released").tag("why", "unknown-kind").counter() != null);
        house.work("new", 1, new CountingHandler("novel", (_, _) -> 2));

        assertThat(ended(job)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void whatIsNoCommandGoesToTheDeadLettersAndBlocksNothing() throws Exception {
        house.append("rubbish", Map.of("kind", "sum"), new byte[]{1, 2, 3});
        JobId job = house.submit("sum", Map.of());
        house.work("w1", 1, new CountingHandler("sum", (_, _) -> 1));

        assertThat(ended(job)).isInstanceOf(Outcome.Succeeded.class);
        await().atMost(SOON).untilAsserted(() -> assertThat(house.read(Topic.DEAD_LETTERS)).singleElement()
                .satisfies(letter -> assertThat(letter.key()).isEqualTo("rubbish")));
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
    }

    /** A broker that comes back has forgotten every lock: the job runs twice, and one outcome stands. */
    @Test
    void aBrokerThatComesBackEndsEveryJobOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountingHandler handler = new CountingHandler("slow", (_, attempt) -> {
            begun.countDown();
            pause(3_000);
            return attempt.id();
        });
        house.work("w1", 2, handler);
        JobId running = house.submit("slow", Map.of());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        JobId waiting = house.submit("slow", Map.of());
        cluster.restart();

        assertThat(ended(running)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(ended(waiting)).isInstanceOf(Outcome.Succeeded.class);
        await().atMost(SOON).until(() -> house.offsets.backlog() == 0);
        Outcome.Succeeded stands = (Outcome.Succeeded) house.outcome(running).orElseThrow();
        assertThat(stands.result().get("worked").asText()).isEqualTo(stands.attempt());
    }

    @Test
    void theBacklogOfAGroupWithoutMembersIsWhatLiesOnTheTopic() throws Exception {
        house.submit("sum", Map.of());
        house.submit("sum", Map.of());

        assertThat(house.offsets.backlog()).isEqualTo(2);
    }

    private static Object pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }
}
