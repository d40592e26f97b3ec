package io.packhouse.repackager.pingback;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.FreePorts;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.repackager.pingback.HttpReceiver.Say;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deliveries over real Kafka and real HTTP. */
@OnEveryKafka
class DeliveriesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Secrets SECRETS = Secrets.of("s3cret-of-the-test");

    @TempDir
    Path directory;
    DeliveryHouse house;
    KafkaCluster cluster;
    final List<HttpReceiver> receivers = new ArrayList<>();

    @BeforeEach
    void open(KafkaCluster given) {
        cluster = given;
        house = new DeliveryHouse(cluster.bootstrapServers(), directory);
    }

    @AfterEach
    void close() {
        house.close();
        receivers.forEach(HttpReceiver::close);
    }

    private HttpReceiver receiver(HttpReceiver.Answers answers) {
        HttpReceiver receiver = new HttpReceiver(answers);
        receivers.add(receiver);
        return receiver;
    }

    private void delivered(JobId job) {
        await().atMost(SOON).until(() -> house.isDelivered(job));
    }

    private void givenUp(JobId job) {
        await().atMost(SOON).until(
                () -> house.attempted(job).stream().anyMatch(attempted -> attempted.state() == DeliveryState.GIVEN_UP));
    }

    @Test
    void postsTheFormOfTheOriginalSigned() throws Exception {
        HttpReceiver receiver = receiver(_ -> new Say(200, Map.of(), "thank you"));
        house.deliver(SECRETS);
        JobId job = house.wanted(receiver.url());
        delivered(job);

        assertThat(receiver.got).singleElement().satisfies(got -> {
            assertThat(got.fields().keySet()).containsExactly("secret", "result", "msg", "id", "location", "request", "job");
            assertThat(got.fields()).containsEntry("secret", "s3cret-of-the-test").containsEntry("request",
                    "addon=3615&secret=&uuid=17");
            assertThat(got.headers()).containsEntry("content-type", "application/x-www-form-urlencoded")
                    .containsEntry("webhook-id", DeliveryRecord.idOf(job));
            assertThat(got.headers().get("webhook-signature")).isEqualTo(WebhookHeaders.of(got.id(),
                    Instant.ofEpochSecond(Long.parseLong(got.headers().get("webhook-timestamp"))),
                    got.body().getBytes(UTF_8),
                    List.of("s3cret-of-the-test")).get("webhook-signature"));
        });
        assertThat(house.records(job, Attempting.class)).hasSize(1);
        assertThat(house.attempted(job)).singleElement().satisfies(attempted -> {
            assertThat(attempted.status()).isEqualTo(200);
            assertThat(attempted.answer()).isEqualTo("thank you");
        });
    }

    @Test
    void whatWasWantedBeforeAnybodyCameIsDelivered() throws Exception {
        HttpReceiver receiver = receiver(_ -> Say.status(204));
        JobId job = house.wanted(receiver.url());
        house.deliver(SECRETS);

        delivered(job);
    }

    @Test
    void aReceiverThatIsDownGetsItWhenItReturns() throws Exception {
        int port = FreePorts.next();
        house.deliver(SECRETS);
        JobId job = house.wanted("http://127.0.0.1:" + port + "/ping");
        await().atMost(SOON).until(() -> house.attempted(job).size() >= 2);
        HttpReceiver receiver = new HttpReceiver(port, _ -> Say.status(200));
        receivers.add(receiver);
        delivered(job);

        assertThat(receiver.ids()).containsExactly(DeliveryRecord.idOf(job));
        assertThat(house.attempted(job).getFirst().status()).isNull();
        assertThat(house.attempted(job).getFirst().state()).isEqualTo(DeliveryState.PENDING);
    }

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

    /** It takes connections and never says a word; what it has is on its way while all others are served. */
    @Test
    void aDeadReceiverDelaysNobody() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            house.deliver(SECRETS, "timeout", "60s", "per-origin.concurrency", "4", "concurrency", "8");
            List<JobId> stuck = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                stuck.add(house.wanted("http://127.0.0.1:" + dead.getLocalPort() + "/ping"));
            }
            await().atMost(SOON).until(() -> stuck.stream()
                    .filter(job -> !house.records(job, Attempting.class).isEmpty()).count() == 4);
            for (int i = 0; i < 20; i++) {
                delivered(house.wanted(receiver(_ -> Say.status(200)).url()));
            }

            assertThat(house.log().stream().filter(record -> record.key().endsWith(":" + dead.getLocalPort()))).as(
                    "30 wanted, 4 on their way, none over").hasSize(34);
        }
    }

    @Test
    void goneEndsItAndAReplayMakesItAgain() throws Exception {
        AtomicInteger status = new AtomicInteger(410);
        HttpReceiver receiver = receiver(_ -> Say.status(status.get()));
        house.deliver(SECRETS);
        JobId job = house.wanted(receiver.url());
        givenUp(job);
        status.set(200);
        house.append(receiver.url(),
                new Replayed(job, Instant.now(), "operator", 1, house.records(job, Wanted.class).getFirst()));
        delivered(job);

        assertThat(receiver.ids()).containsExactly(DeliveryRecord.idOf(job), DeliveryRecord.idOf(job));
        assertThat(house.attempted(job)).extracting(Attempted::number).containsExactly(1, 2);
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpReceiver receiver = receiver(
                _ -> calls.incrementAndGet() == 1 ? new Say(503, Map.of("Retry-After", "2"), "later") : Say.status(200));
        house.deliver(SECRETS);
        JobId job = house.wanted(receiver.url());
        delivered(job);

        assertThat(Duration.between(receiver.got.get(0).at(), receiver.got.get(1).at()))
                .isGreaterThan(Duration.ofMillis(1900));
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        HttpReceiver elsewhere = receiver(_ -> Say.status(200));
        HttpReceiver receiver = receiver(_ -> new Say(307, Map.of("Location", elsewhere.url()), ""));
        house.deliver(SECRETS, "schedule", "100ms");
        JobId job = house.wanted(receiver.url());
        givenUp(job);

        assertThat(receiver.got).hasSize(2);
        assertThat(elsewhere.got).isEmpty();
    }

    @Test
    void whileASecretIsReplacedBothSignAndTheOneThatTheCallerUsedIsSent() throws Exception {
        Path file = directory.resolve("secrets");
        Files.writeString(file, "new-one\nold-one\n");
        Secrets secrets = new Secrets(new SecretsSettings(Optional.of(file), List.of()));
        HttpReceiver receiver = receiver(_ -> Say.status(200));
        house.deliver(secrets);
        delivered(house.wanted(receiver.url(), secrets.all().get(1).name()));
        delivered(house.wanted(receiver.url(), "0123456789abcdef"));

        assertThat(receiver.got).extracting(got -> got.fields().get("secret")).containsExactly("old-one", "new-one");
        assertThat(receiver.got).allSatisfy(got -> {
            Instant at = Instant.ofEpochSecond(Long.parseLong(got.headers().get("webhook-timestamp")));
            for (String secret : List.of("old-one", "new-one")) {
                assertThat(got.headers().get("webhook-signature").split(" ")).hasSize(2)
                        .contains(WebhookHeaders.of(got.id(), at, got.body().getBytes(UTF_8), List.of(secret))
                                .get("webhook-signature"));
            }
        });
    }

    @Test
    void noSecretComesNearKafkaEvenWhenReceiversRepeatIt() throws Exception {
        HttpReceiver receiver = receiver(got -> new Say(got.body().length() % 2 == 0 ? 500 : 200, Map.of(), got.body()));
        HttpReceiver failing = receiver(got -> new Say(400, Map.of("X-Echo", got.body()), got.body()));
        house.deliver(SECRETS, "secret-in-request", "true");
        givenUp(house.wanted(failing.url()));
        JobId job = house.wanted(receiver.url());
        await().atMost(SOON).until(() -> !house.attempted(job).isEmpty());

        assertThat(receiver.got.getFirst().body()).contains("secret%3Ds3cret-of-the-test");
        assertThat(house.log()).hasSizeGreaterThan(5).allSatisfy(
                record -> assertThat(new String(record.value(), ISO_8859_1)).doesNotContain("s3cret"));
        assertThat(house.attempted(job).getFirst().answer()).contains("secret=***");
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
            release.await(20, TimeUnit.SECONDS);
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
