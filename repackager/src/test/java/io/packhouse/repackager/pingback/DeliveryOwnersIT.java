package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.FreePorts;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.repackager.pingback.HttpReceiver.Say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deliveries over real Kafka and real HTTP: owners and brokers that come and go, and time that passes. */
@OnEveryKafka
class DeliveryOwnersIT extends DeliveryScene {

    @Test
    void aReceiverThatIsDownForTwoDaysOfTheDefaultScheduleGetsIt() throws Exception {
        VirtualTime time = new VirtualTime();
        Instant back = Instant.now().plus(Duration.ofDays(2));
        time.pass(Duration.between(time.now(), Instant.now()));
        List<Instant> posts = new CopyOnWriteArrayList<>();
        house.deliver(SECRETS, time, (_, _, _) -> {
            posts.add(time.now());
            return time.now().isBefore(back)
                    ? new Reply.Silent("nobody is there", false, Duration.ofMillis(1))
                    : new Reply.Answered(200, Optional.empty(), "", Duration.ofMillis(1));
        });
        JobId job = house.wanted("http://receiver.example/ping");
        time.pass(Duration.ofSeconds(1));
        AtomicInteger attempts = new AtomicInteger();
        while (!house.isDelivered(job)) {
            await().atMost(SOON).until(() -> house.attempted(job).size() > attempts.get());
            Attempted last = house.attempted(job).getLast();
            attempts.set(last.number());
            // A timer is set when the record has come back; it may take a moment, in which days may pass as well.
            Instant next = last.next() == null ? time.now() : last.next();
            await().atMost(SOON).until(() -> {
                time.pass(Duration.between(time.now(), next).plusMinutes(1));
                return house.attempted(job).size() > attempts.get() || last.state() == DeliveryState.DELIVERED;
            });
        }

        assertThat(posts.size()).isBetween(8, 11);
        assertThat(Duration.between(posts.getFirst(), posts.getLast())).isGreaterThan(Duration.ofHours(47));
    }

    @Test
    void aKilledOwnersDeliveriesGoOnUnderTheSameId() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        HttpReceiver receiver = receiver(_ -> {
            if (calls.incrementAndGet() == 1) {
                never.await();
            }
            return Say.status(200);
        });
        JobId job;
        try (var child = ChildJvm.of(DeliveryProcess.class)
                .arguments(cluster.bootstrapServers(), house.kafka().topicPrefix(), directory.toString()).start()) {
            child.awaitLine("has all partitions", SOON);
            job = house.wanted(receiver.url());
            await().atMost(SOON).until(() -> calls.get() == 1);
            child.kill9();
        }
        house.deliver(SECRETS);
        delivered(job);
        never.countDown();

        assertThat(receiver.ids()).containsExactly(DeliveryRecord.idOf(job), DeliveryRecord.idOf(job));
        assertThat(house.attempted(job)).extracting(Attempted::number).as("the one that was cut off counts")
                .containsExactly(2);
        assertThat(house.records(job, Attempting.class)).extracting(Attempting::number).containsExactly(1, 2);
    }

    @Test
    void aSecondProcessTakesOverHalfInOrder() throws Exception {
        List<HttpReceiver> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(receiver(_ -> Say.status(200)));
        }
        DeliveryService first = house.deliver(SECRETS);
        await().atMost(SOON).until(() -> first.livePartitions() == Topic.DELIVERIES.partitions());
        List<JobId> jobs = new ArrayList<>();
        DeliveryService second = house.deliver(SECRETS);
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> {
            jobs.add(house.wanted(many.get(jobs.size() % many.size()).url()));
            return second.livePartitions() == Topic.DELIVERIES.partitions() / 2 && jobs.size() >= 120;
        });
        List<String> ids = jobs.stream().map(DeliveryRecord::idOf).toList();
        await().atMost(SOON).until(() -> got(many).containsAll(ids));

        assertThat(got(many)).as("given up in order, so nothing came twice").containsExactlyInAnyOrderElementsOf(ids);
        second.close();
        JobId last = house.wanted(many.getFirst().url());
        delivered(last);
        await().atMost(SOON).until(() -> first.livePartitions() == Topic.DELIVERIES.partitions());
    }

    private static List<String> got(List<HttpReceiver> many) {
        return many.stream().flatMap(receiver -> receiver.ids().stream()).toList();
    }

    @Test
    void aBrokerThatGoesAndComesBackDelaysAndLosesNothing() throws Exception {
        HttpReceiver receiver = receiver(_ -> Say.status(200));
        int port = FreePorts.next();
        house.deliver(SECRETS, "schedule", "500ms,500ms,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
        delivered(house.wanted(receiver.url()));
        JobId waiting = house.wanted("http://127.0.0.1:" + port + "/ping");
        await().atMost(SOON).until(() -> !house.attempted(waiting).isEmpty());
        cluster.restart();
        HttpReceiver back = new HttpReceiver(port, _ -> Say.status(200));
        receivers.add(back);
        delivered(waiting);

        assertThat(back.ids()).containsOnly(DeliveryRecord.idOf(waiting));
    }

    @Test
    void whatIsNotKeptInMemoryIsReadFromKafkaAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpReceiver receiver = receiver(_ -> Say.status(calls.incrementAndGet() <= 5 ? 500 : 200));
        house.deliver(SECRETS, "pending-in-memory", "0");
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(house.wanted(receiver.url()));
        }
        jobs.forEach(this::delivered);

        for (JobId job : jobs) {
            assertThat(receiver.got).filteredOn(got -> got.id().equals(DeliveryRecord.idOf(job))).hasSizeGreaterThan(0)
                    .allSatisfy(got -> assertThat(got.fields()).containsEntry("job", job.value()).hasSize(7));
        }
    }

    /** With one delivery waiting, the offset from which a new owner must read moves on all the same. */
    @Test
    void theOffsetMovesOnAlthoughADeliveryWaits() throws Exception {
        HttpReceiver receiver = receiver(_ -> Say.status(200));
        house.deliver(SECRETS, "carry-after", "5", "schedule", "1h");
        JobId waiting = house.wanted("http://127.0.0.1:" + FreePorts.next() + "/ping");
        await().atMost(SOON).until(() -> !house.attempted(waiting).isEmpty());
        int partition = house.log().getFirst().partition();
        await().atMost(SOON).until(() -> {
            house.wanted(receiver(_ -> Say.status(200)).url());
            return house.log().stream().filter(record -> record.partition() == partition).count() > 30;
        });

        await().atMost(SOON).untilAsserted(() -> {
            house.wanted(receiver.url());
            assertThat(house.records(waiting, DeliveryRecord.Carried.class)).isNotEmpty();
            assertThat(house.committed(partition)).isGreaterThan(1);
        });
    }

    @Test
    void closingLetsRunningAttemptsEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HttpReceiver receiver = receiver(_ -> {
            begun.countDown();
            release.await(60, TimeUnit.SECONDS);
            return Say.status(200);
        });
        DeliveryService service = house.deliver(SECRETS);
        JobId job = house.wanted(receiver.url());
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(service::close);
        await().pollDelay(Duration.ofSeconds(2)).until(closing::isAlive);
        release.countDown();
        closing.join();

        assertThat(house.isDelivered(job)).isTrue();
        assertThat(receiver.got).hasSize(1);
    }
}
