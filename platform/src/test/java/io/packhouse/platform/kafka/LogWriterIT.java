package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.KafkaSettings.Producer;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.platform.kafka.Answers.acknowledged;
import static io.packhouse.platform.kafka.Answers.answer;
import static io.packhouse.platform.kafka.Answers.awaitEnd;
import static io.packhouse.platform.kafka.Answers.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The writer over Kafka: the contract, and a broker that comes and goes. */
@OnEveryKafka
@Timeout(300)
class LogWriterIT extends LogWriterContract {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** Longer than any test: what waits for it, waits. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final KafkaCluster kafka;
    private final KafkaHouse house;
    private boolean stopped;
    private KafkaLogWriter started;

    LogWriterIT(KafkaCluster kafka) {
        this.kafka = kafka;
        this.house = new KafkaHouse(kafka.bootstrapServers(), kafka.freshPrefix());
    }

    @BeforeEach
    void provision() {
        house.provisioned();
    }

    @AfterEach
    void restore() {
        house.close();
        if (stopped) {
            kafka.start();
        }
    }

    @Override
    KafkaLogWriter writer() {
        if (started == null) {
            started = house.writer();
        }
        return started;
    }

    @Override
    List<Written> read(Topic topic) {
        return house.read(topic).stream().map(record -> new Written(record.offset(), record.key(),
                RecordHeaders.texts(record.headers()), new String(record.value(), UTF_8)))
                .toList();
    }

    @Test
    void failsEveryAppendWhileTheBrokerIsGoneAndWorksOnWhenItIsBack() {
        var writer = house.writer(house.hasty());
        acknowledged(() -> append(writer, "before"));

        stop();
        List<Future<Position>> lost = IntStream.range(0, 50).mapToObj(i -> append(writer, "lost " + i)).toList();

        assertThat(lost).allSatisfy(future -> assertThat(failure(future)).isEqualTo(Code.UNAVAILABLE));
        assertThat(writer.available()).isFalse();
        assertThat(IntStream.range(0, 1000).mapToObj(_ -> append(writer, "refused")))
                .as("refused at once").allMatch(Future::failed);

        start();
        Awaitility.await("nobody needs to write for that").atMost(SOON).until(writer::available);
        acknowledged(() -> append(writer, "after"));
        assertThat(values()).startsWith("before").endsWith("after").doesNotContain("refused");
        assertThat(values()).filteredOn(value -> value.startsWith("lost")).doesNotHaveDuplicates();
    }

    @Test
    void isUnavailableFromTheStartWhenThereIsNoBrokerAndWorksWhenItComes() {
        var writer = house.newWriter(house.hasty());
        stop();

        writer.start();

        assertThat(writer.available()).isFalse();
        assertThat(append(writer, "refused").failed()).isTrue();
        start();
        Awaitility.await().atMost(SOON).until(writer::available);
        acknowledged(() -> append(writer, "written"));
        assertThat(values()).containsOnly("written");
    }

    @Test
    void endsEveryAppendInTimeThoughEachWaitsForTheBroker() {
        var writer = house.newWriter(house.hasty());
        stop();

        // Not started, so that each send looks for its topic for a second, one behind the other.
        List<Future<Position>> all = IntStream.range(0, 60).mapToObj(i -> append(writer, "lost " + i)).toList();

        // The limits say three seconds; a minute would be the sum of the waits.
        awaitEnd(all, Duration.ofSeconds(30));
        assertThat(all).allSatisfy(future -> assertThat(failure(future)).isEqualTo(Code.UNAVAILABLE));
        start();
        Awaitility.await().atMost(SOON).until(writer::available);
        Awaitility.await("what clogged the way is gone").atMost(SOON).untilAsserted(() -> answer(append(writer, "after")));
        assertThat(values()).endsWith("after");
    }

    @Test
    void neverBlocksTheCallersEventLoop() {
        var writer = house.newWriter(house.hasty(new Producer(LONG, LONG, 1024 * 1024, 1000)));
        var ticks = new AtomicInteger();
        List<Future<Position>> appends = new ArrayList<>();
        stop();

        var context = house.vertx().getOrCreateContext();
        context.runOnContext(_ -> {
            house.vertx().setPeriodic(1, _ -> ticks.incrementAndGet());
            for (int i = 0; i < 100; i++) {
                appends.add(append(writer, "waits"));
            }
        });

        Awaitility.await("ticks go on").atMost(SOON).until(() -> ticks.get() > 100);
        assertThat(appends).hasSize(100).noneMatch(Future::isComplete);
        writer.close();
        assertThat(appends).as("closing ends those who wait")
                .allSatisfy(future -> assertThat(failure(future)).isEqualTo(Code.UNAVAILABLE));
    }

    @Test
    void refusesAtOnceWhenTooManyWait() {
        var writer = house.newWriter(house.hasty(new Producer(LONG, LONG, 1024 * 1024, 10)));
        stop();
        List<Future<Position>> waiting = IntStream.range(0, 10).mapToObj(_ -> append(writer, "waits")).toList();

        Future<Position> refused = append(writer, "refused");

        assertThat(refused.isComplete()).isTrue();
        assertThat(failure(refused)).isEqualTo(Code.UNAVAILABLE);
        assertThat(waiting).noneMatch(Future::succeeded);
        start();
        awaitEnd(waiting, SOON);
        Awaitility.await("there is room again").atMost(SOON).until(writer::available);
        Awaitility.await().atMost(SOON).untilAsserted(() -> answer(append(writer, "after")));
    }

    @Test
    void refusesAtOnceWhatDoesNotFitIntoTheBuffer() {
        var writer = house.newWriter(house.hasty(new Producer(LONG, LONG, 1024 * 1024, 1000)));
        stop();
        var waiting = writer.append(Topic.EVENTS, "k", Map.of(), new byte[700_000]);

        Future<Position> refused = writer.append(Topic.EVENTS, "k", Map.of(), new byte[700_000]);

        assertThat(refused.isComplete()).isTrue();
        assertThat(failure(refused)).isEqualTo(Code.UNAVAILABLE);
        assertThat(waiting.isComplete()).isFalse();
        var small = append(writer, "fits");
        assertThat(small.isComplete()).isFalse();
        start();
        answer(waiting);
        answer(small);
        answer(writer.append(Topic.EVENTS, "k", Map.of(), new byte[700_000]));
    }

    @Test
    void isNotUnavailableBecauseATopicIsMissing() throws Exception {
        var writer = writer();
        house.admin().deleteTopics(List.of(house.partition(Topic.DEAD_LETTERS).topic())).all().get();

        var other = house.writer(house.hasty(new Producer(Duration.ofSeconds(5), Duration.ofSeconds(40), 1024 * 1024, 10)));
        assertThat(failure(other.append(Topic.DEAD_LETTERS, "k", Map.of(), utf8("x")))).isEqualTo(Code.UNAVAILABLE);

        Awaitility.await().atMost(SOON).until(other::available);
        answer(append(other, "x"));
        answer(append(writer, "y"));
    }

    @Test
    void refusesAtOnceAfterItsEnd() {
        var writer = writer();
        answer(append(writer, "before"));

        writer.close();
        writer.close();

        assertThat(append(writer, "after").failed()).isTrue();
        assertThat(writer.available()).isFalse();
        house.newWriter(house.settings()).close();
        assertThat(values()).containsExactly("before");
    }

    @Test
    void writesWhatWasAppendedBeforeItsEnd() {
        // Not started: the first looks for its topic, and the others wait behind it, outside of Kafka's producer.
        var writer = house.newWriter(house.settings());
        List<Future<Position>> all = IntStream.range(0, 500).mapToObj(i -> append(writer, "value " + i)).toList();

        writer.close();

        assertThat(values()).hasSameSizeAs(all.stream().map(Answers::answer).toList());
    }

    private static Future<Position> append(LogWriter writer, String value) {
        return writer.append(Topic.EVENTS, "key", Map.of(), utf8(value));
    }

    private List<String> values() {
        return read(Topic.EVENTS).stream().map(Written::value).toList();
    }

    private void stop() {
        kafka.stop();
        stopped = true;
    }

    private void start() {
        kafka.start();
        stopped = false;
    }
}
