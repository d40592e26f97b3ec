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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;
import io.packhouse.testkit.FreePorts;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.repackager.pingback.HttpReceiver.Say;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deliveries over real Kafka and real HTTP: what receivers get and what becomes of their answers. */
@OnEveryKafka
class DeliveriesIT extends DeliveryScene {

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

    /** It takes connections and never says a word; what it has is on its way while all others are served. */
    @Test
    void aDeadReceiverDelaysNobody() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            house.deliver(SECRETS, "timeout", "2m", "per-origin.concurrency", "4", "concurrency", "8");
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
}
