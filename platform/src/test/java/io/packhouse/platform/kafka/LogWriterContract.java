package io.packhouse.platform.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Topic;

import static io.packhouse.platform.kafka.Answers.answer;
import static io.packhouse.platform.kafka.Answers.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

/** What every {@link LogWriter} keeps to while the broker is there. An implementation's test extends this. */
abstract class LogWriterContract {

    /** A record as another client reads it. */
    record Written(long offset, String key, Map<String, String> headers, String value) {
    }

    /** The writer under test, the same one during a test; asked for by the test's own thread only. */
    abstract LogWriter writer();

    /** What lies on a topic, in order. */
    abstract List<Written> read(Topic topic);

    @Test
    void anAcknowledgedRecordCanBeRead() {
        Position position = answer(
                writer().append(Topic.EVENTS, "schlüssel", Map.of("job", "1", "caller", "Jürgen 😀"), utf8("wert")));

        assertThat(position.partition()).isZero();
        assertThat(read(Topic.EVENTS))
                .containsExactly(
                        new Written(position.offset(), "schlüssel", Map.of("job", "1", "caller", "Jürgen 😀"), "wert"));
    }

    @Test
    void takesARecordWithoutHeadersOrBytes() {
        answer(writer().append(Topic.REGISTRY, "k", Map.of(), new byte[0]));

        assertThat(read(Topic.REGISTRY)).extracting(Written::headers, Written::value)
                .containsExactly(tuple(Map.of(), ""));
    }

    @Test
    void keepsTheOrderOfAKeyWithoutWaiting() {
        List<Future<Position>> all = IntStream.range(0, 2000)
                .mapToObj(i -> writer().append(Topic.EVENTS, "key " + i % 3, Map.of(), utf8(Integer.toString(i)))).toList();

        List<Long> offsets = all.stream().map(Answers::answer).map(Position::offset).toList();

        assertThat(offsets).doesNotHaveDuplicates();
        for (int key = 0; key < 3; key++) {
            String name = "key " + key;
            assertThat(read(Topic.EVENTS).stream().filter(r -> r.key().equals(name)).map(r -> Integer.valueOf(r.value())))
                    .isSorted();
        }
        assertThat(read(Topic.EVENTS)).hasSize(2000).allMatch(r -> offsets.get(Integer.parseInt(r.value())) == r.offset());
    }

    @Test
    void takesAppendsOfManyThreads() throws Exception {
        int threads = 8;
        int each = 400;
        // Made before the threads are: of several writers, none would know the order of a key.
        LogWriter writer = writer();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<List<Future<Position>>>> appenders = IntStream.range(0, threads)
                    .mapToObj(thread -> appends(writer, "key " + thread, each)).toList();
            List<Future<Position>> all = new ArrayList<>();
            for (var appended : pool.invokeAll(appenders)) {
                all.addAll(appended.get());
            }

            assertThat(all.stream().map(Answers::answer).map(Position::offset)).doesNotHaveDuplicates()
                    .hasSize(threads * each);
        }
        Map<String, List<String>> read = read(Topic.WORK_INSTALLERS).stream()
                .collect(groupingBy(Written::key, mapping(Written::value, toList())));
        assertThat(read).hasSize(threads);
        List<String> inOrder = IntStream.range(0, each).mapToObj(Integer::toString).toList();
        assertThat(read).allSatisfy((_, values) -> assertThat(values).isEqualTo(inOrder));
    }

    private static Callable<List<Future<Position>>> appends(LogWriter writer, String key, int count) {
        return () -> IntStream.range(0, count)
                .mapToObj(i -> writer.append(Topic.WORK_INSTALLERS, key, Map.of(), utf8(Integer.toString(i)))).toList();
    }

    @Test
    void refusesWhatIsLargerThanABrokerTakesAndGoesOn() {
        Future<Position> large = writer().append(Topic.EVENTS, "k", Map.of(), new byte[2 * 1024 * 1024]);
        Future<Position> next = writer().append(Topic.EVENTS, "k", Map.of(), utf8("small"));

        assertThat(failure(large)).isEqualTo(Code.TOO_LARGE);
        answer(next);
        assertThat(writer().available()).isTrue();
        assertThat(read(Topic.EVENTS)).extracting(Written::value).containsExactly("small");
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
