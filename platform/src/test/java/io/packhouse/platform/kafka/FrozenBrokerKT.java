package io.packhouse.platform.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Topic;
import io.packhouse.testkit.BrokerProcess;

import static io.packhouse.platform.kafka.Answers.acknowledged;
import static io.packhouse.platform.kafka.Answers.answer;
import static io.packhouse.platform.kafka.Answers.awaitEnd;
import static io.packhouse.platform.kafka.Answers.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A broker that stands still and keeps its connections, and one that is killed: the writer and the view on it. */
@Timeout(300)
class FrozenBrokerKT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> folded = new CopyOnWriteArrayList<>();

    @Test
    void nothingHangsAndEverythingWorksOnAfterIt() {
        try (var broker = BrokerProcess.start(directory);
                var house = new KafkaHouse(broker.bootstrapServers(), "frozen.").provisioned()) {
            var writer = house.writer(house.hasty());
            var view = house.view(house.hasty(), record -> folded.add(new String(record.value(), UTF_8)), Topic.EVENTS);
            acknowledged(() -> append(writer, "before"));
            Awaitility.await().atMost(SOON).untilAsserted(() -> answer(view.asOfNow()));

            broker.freeze();
            List<Future<Position>> lost = IntStream.range(0, 20).mapToObj(i -> append(writer, "perhaps " + i)).toList();
            Future<Void> unknown = view.asOfNow();
            assertThat(lost).allSatisfy(each -> assertThat(failure(each)).isEqualTo(Code.UNAVAILABLE));
            assertThat(failure(unknown)).isEqualTo(Code.UNAVAILABLE);
            assertThat(writer.available()).isFalse();
            assertThat(append(writer, "refused").failed()).isTrue();
            broker.thaw();

            Awaitility.await().atMost(SOON).until(writer::available);
            acknowledged(() -> append(writer, "after"));
            Awaitility.await().atMost(SOON).untilAsserted(() -> answer(view.asOfNow()));
            assertThat(folded).startsWith("before").endsWith("after").doesNotContain("refused");
            assertThat(folded).filteredOn(value -> value.startsWith("perhaps")).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatWasAcknowledgedIsFoldedOnceOverAKill() {
        try (var broker = BrokerProcess.start(directory);
                var house = new KafkaHouse(broker.bootstrapServers(), "killed.").provisioned()) {
            var writer = house.writer(house.hasty());
            var view = house.view(house.hasty(), record -> folded.add(new String(record.value(), UTF_8)), Topic.EVENTS);
            List<Future<Position>> all = IntStream.range(0, 500).mapToObj(i -> append(writer, "value " + i)).toList();

            broker.kill9();
            awaitEnd(all, SOON);
            broker.startAgain();

            Awaitility.await().atMost(SOON).until(writer::available);
            acknowledged(() -> append(writer, "after"));
            Awaitility.await().atMost(SOON).untilAsserted(() -> answer(view.asOfNow()));
            List<String> written = IntStream.range(0, 500).filter(i -> all.get(i).succeeded())
                    .mapToObj(i -> "value " + i)
                    .toList();
            assertThat(folded).containsAll(written).endsWith("after");
            assertThat(folded).filteredOn(value -> value.startsWith("value")).doesNotHaveDuplicates();
        }
    }

    private static Future<Position> append(LogWriter writer, String value) {
        return writer.append(Topic.EVENTS, "key", Map.of(), value.getBytes(UTF_8));
    }
}
