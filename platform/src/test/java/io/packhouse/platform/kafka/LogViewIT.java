package io.packhouse.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Topic;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.platform.kafka.Answers.answer;
import static io.packhouse.platform.kafka.Answers.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@OnEveryKafka
@Timeout(300)
class LogViewIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final KafkaCluster kafka;
    private final KafkaHouse house;
    private final List<String> folded = new CopyOnWriteArrayList<>();
    private LogWriter writer;

    LogViewIT(KafkaCluster kafka) {
        this.kafka = kafka;
        this.house = new KafkaHouse(kafka.bootstrapServers(), kafka.freshPrefix());
    }

    @BeforeEach
    void provision() {
        writer = house.provisioned().writer();
    }

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void foldsFromTheEarliestInOrderAndGoesOn() {
        append(0, 3000);

        var view = view();
        await(view);
        assertThat(folded).isEqualTo(values(0, 3000));

        append(3000, 3500);
        answer(view.asOfNow());
        assertThat(folded).isEqualTo(values(0, 3500));
    }

    @Test
    void foldsARecordWithAllThatItCarries() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Position position = answer(writer.append(Topic.REGISTRY, "k", Map.of("job", "grün"), "v".getBytes(UTF_8)));
        answer(writer.append(Topic.EVENTS, "e", Map.of(), new byte[0]));

        answer(house.view(records::add, Topic.REGISTRY, Topic.EVENTS).asOfNow());

        assertThat(records).hasSize(2).filteredOn(record -> record.topic() == Topic.REGISTRY).singleElement()
                .satisfies(record -> {
                    assertThat(record.position()).isEqualTo(position);
                    assertThat(record.key()).isEqualTo("k");
                    assertThat(record.headers()).containsExactly(Map.entry("job", "grün"));
                    assertThat(record.value()).isEqualTo("v".getBytes(UTF_8));
                    assertThat(record.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
                });
    }

    @Test
    void foldsAndAnswersOnOneThreadOfItsContext() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var view = house.view(_ -> threads.add(Thread.currentThread()), Topic.EVENTS);
        append(0, 200);
        for (int i = 0; i < 20; i++) {
            answer(view.asOfNow().onComplete(_ -> threads.add(Thread.currentThread())));
        }
        view.context().runOnContext(_ -> threads.add(Thread.currentThread()));
        answer(view.asOfNow());

        assertThat(threads).hasSize(1);
    }

    @Test
    void asOfNowKnowsWhatWasAcknowledgedBeforeTheCall() throws Exception {
        Set<Position> known = ConcurrentHashMap.newKeySet();
        var view = house.view(record -> known.add(record.position()), Topic.EVENTS);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var all = pool.invokeAll(IntStream.range(0, 8).<Callable<Void>>mapToObj(thread -> () -> {
                for (int i = 0; i < 150; i++) {
                    Position mine = answer(append(thread + "-" + i));
                    answer(view.asOfNow());
                    assertThat(known).contains(mine);
                }
                return null;
            }).toList());
            for (var each : all) {
                each.get();
            }
        }
        assertThat(known).hasSize(8 * 150);
    }

    @Test
    void callsThatWaitShareOneQuestionAndNeverOneThatWasAskedBefore() throws Exception {
        var questions = new HeldQuestions(house.admin());
        var view = house.newView(questions.admin(), Set.of(Topic.EVENTS), record -> folded.add(value(record)));
        view.start();
        Awaitility.await().atMost(SOON).until(() -> questions.count() == 1);
        questions.answer(1);
        Awaitility.await().atMost(SOON).until(view::caughtUp);

        Future<Void> first = view.asOfNow();
        Awaitility.await().atMost(SOON).until(() -> questions.count() == 2);
        append(0, 1);
        List<Future<Void>> later = IntStream.range(0, 1000).mapToObj(_ -> view.asOfNow()).toList();
        questions.answer(2);
        answer(first);

        Awaitility.await().atMost(SOON).until(() -> questions.count() == 3);
        assertThat(later).as("the answer to the question that was asked before them").noneMatch(Future::isComplete);
        questions.answer(3);
        later.forEach(Answers::answer);
        assertThat(folded).containsExactly("0");
        assertThat(questions.count()).as("questions for 1002 calls").isEqualTo(3);
    }

    @Test
    void knowsAnEmptyTopic() {
        var view = view();
        await(view);

        answer(view.asOfNow());
        assertThat(folded).isEmpty();
    }

    @Test
    void knowsATopicWhoseRecordsAreAllDeleted() throws Exception {
        append(0, 10);
        house.delete(Topic.EVENTS, -1);

        var view = view();
        await(view);
        answer(view.asOfNow());
        assertThat(folded).isEmpty();

        append(10, 12);
        answer(view.asOfNow());
        assertThat(folded).containsExactly("10", "11");
    }

    @Test
    void knowsATopicWhoseFirstRecordsAreDeleted() throws Exception {
        append(0, 10);
        house.delete(Topic.EVENTS, 7);

        var view = view();
        answer(view.asOfNow());

        assertThat(folded).isEqualTo(values(7, 10));
    }

    @Test
    void knowsACompactedTopic() throws Exception {
        house.set(Topic.REGISTRY,
                Map.of("segment.ms", "1", "min.cleanable.dirty.ratio", "0.001", "max.compaction.lag.ms", "1"));
        for (int i = 0; i < 60; i++) {
            answer(writer.append(Topic.REGISTRY, "key " + i % 3, Map.of(), Integer.toString(i).getBytes(UTF_8)));
        }
        // The broker looks for something to clean every 15 s.
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1))
                .until(() -> house.read(Topic.REGISTRY).size() < 30);
        Map<String, String> entries = new ConcurrentHashMap<>();

        var view = house.view(record -> entries.put(record.key(), value(record)), Topic.REGISTRY);
        answer(view.asOfNow());

        assertThat(entries).containsOnly(Map.entry("key 0", "57"), Map.entry("key 1", "58"), Map.entry("key 2", "59"));
    }

    @Test
    void waitsForNothingThatWasDeletedAfterTheQuestion() throws Exception {
        var questions = new HeldQuestions(house.admin());
        var view = house.newView(questions.admin(), Set.of(Topic.EVENTS), record -> folded.add(value(record)));
        append(0, 10);
        Future<Void> asOfTen = view.asOfNow();
        Awaitility.await().atMost(SOON).until(() -> questions.count() == 1);
        questions.answer(1);
        house.delete(Topic.EVENTS, -1);

        view.start();

        answer(asOfTen);
        assertThat(folded).isEmpty();
    }

    @Test
    void passesOverARecordThatTheFoldRefuses() {
        var view = house.view(record -> {
            folded.add(value(record));
            if (value(record).endsWith("3")) {
                throw new IllegalStateException("a test's fold refuses this");
            }
            if (value(record).endsWith("9")) {
                throw new StackOverflowError("a test's fold dies of this");
            }
        }, Topic.EVENTS);

        append(0, 30);
        answer(view.asOfNow());

        assertThat(folded).isEqualTo(values(0, 30));
    }

    @Test
    void saysThatTheBrokerIsAwayAndGoesOnWithoutLossOrRepetition() {
        append(0, 100);
        var view = house.view(house.hasty(), record -> folded.add(value(record)), Topic.EVENTS);
        await(view);

        kafka.stop();
        try {
            List<Future<Void>> asked = IntStream.range(0, 20).mapToObj(_ -> view.asOfNow()).toList();
            assertThat(asked).allSatisfy(each -> assertThat(failure(each)).isEqualTo(Code.UNAVAILABLE));
            assertThat(view.caughtUp()).isTrue();
        } finally {
            kafka.start();
        }

        Awaitility.await().atMost(SOON).untilAsserted(() -> answer(append("100")));
        append(101, 200);
        Awaitility.await().atMost(SOON)
                .until(() -> view.asOfNow().toCompletionStage().toCompletableFuture().handle((_, e) -> e == null).get());
        assertThat(folded.stream().distinct()).containsExactlyElementsOf(values(0, 200));
        assertThat(folded.stream().filter(value -> !value.equals("100"))).as("100 may have been appended twice by this test")
                .doesNotHaveDuplicates();
    }

    @Test
    void catchesUpWhenTheBrokerComes() {
        append(0, 10);
        kafka.stop();
        var view = house.newView(house.hasty(), house.admin(), Set.of(Topic.EVENTS), record -> folded.add(value(record)));
        try {
            view.start();
            assertThat(failure(view.asOfNow())).isEqualTo(Code.UNAVAILABLE);
            assertThat(view.caughtUp()).isFalse();
        } finally {
            kafka.start();
        }

        await(view);
        assertThat(folded).isEqualTo(values(0, 10));
    }

    @Test
    void isCaughtUpOnlyAfterWhatLayThere() {
        append(0, 5000);
        var early = new AtomicInteger();
        var reference = new AtomicReference<LogView>();
        var view = house.newView(house.admin(), Set.of(Topic.EVENTS), record -> {
            if (reference.get().caughtUp()) {
                early.incrementAndGet();
            }
            folded.add(value(record));
        });
        reference.set(view);
        assertThat(view.caughtUp()).isFalse();

        view.start();
        await(view);

        assertThat(folded).hasSize(5000);
        assertThat(early).hasValue(0);
    }

    @Test
    void twoViewsAgree() {
        List<String> other = new CopyOnWriteArrayList<>();
        append(0, 500);
        var first = view();
        var second = house.view(record -> other.add(record.position() + value(record)), Topic.EVENTS);
        append(500, 1000);
        answer(first.asOfNow());
        answer(second.asOfNow());

        assertThat(other).hasSize(1000).isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "0-" + i + folded.get(i)).toList());
    }

    @Test
    void closesCleanly() {
        append(0, 10);
        long before = consumerThreads();
        var view = view();
        answer(view.asOfNow());
        assertThat(consumerThreads()).isEqualTo(before + 1);

        view.close();
        view.close();

        assertThat(failure(view.asOfNow())).isEqualTo(Code.UNAVAILABLE);
        Awaitility.await().atMost(SOON).until(() -> consumerThreads() == before);
        append(10, 20);
        assertThat(folded).hasSize(10);
    }

    @Test
    void closesUnstartedAndRightAfterItsStart() {
        long before = consumerThreads();
        var unstarted = house.newView(house.admin(), Set.of(Topic.EVENTS), _ -> {
        });
        Future<Void> waiting = unstarted.asOfNow();
        unstarted.close();
        unstarted.start();
        assertThat(failure(waiting)).isEqualTo(Code.UNAVAILABLE);

        for (int i = 0; i < 5; i++) {
            view().close();
        }

        Awaitility.await().atMost(SOON).during(Duration.ofMillis(500)).until(() -> consumerThreads() == before);
    }

    private static long consumerThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("vert.x-kafka-consumer"))
                .count();
    }

    private LogView view() {
        return house.view(record -> folded.add(value(record)), Topic.EVENTS);
    }

    private static void await(LogView view) {
        Awaitility.await().atMost(SOON).until(view::caughtUp);
    }

    private Future<Position> append(String value) {
        return writer.append(Topic.EVENTS, "key", Map.of(), value.getBytes(UTF_8));
    }

    private void append(int from, int to) {
        for (int next = from; next < to; next += 1000) {
            values(next, Math.min(next + 1000, to)).stream().map(this::append).toList().forEach(Answers::answer);
        }
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static String value(LogRecord record) {
        return new String(record.value(), UTF_8);
    }
}
