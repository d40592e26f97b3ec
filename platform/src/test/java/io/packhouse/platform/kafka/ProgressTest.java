package io.packhouse.platform.kafka;

import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition WORK = new TopicPartition("work", 0);

    private final Progress progress = new Progress();

    @Test
    void reachesTheEndOfEveryPartition() {
        Future<Void> both = until(Map.of(EVENTS, 2L, WORK, 1L));

        fold("events", 0, 1);
        assertThat(both.isComplete()).isFalse();
        assertThat(progress.behind()).containsExactly(WORK);
        fold("work", 0);

        assertThat(both.succeeded()).isTrue();
        assertThat(progress.behind()).isEmpty();
    }

    @Test
    void isAtTheEndOfWhatIsEmptyAndOfWhatItHasRead() {
        assertThat(until(Map.of(EVENTS, 0L, WORK, 0L)).succeeded()).isTrue();
        fold("events", 0, 1, 2);
        assertThat(until(Map.of(EVENTS, 2L)).succeeded()).isTrue();
        assertThat(until(Map.of(EVENTS, 3L)).succeeded()).isTrue();
        assertThat(until(Map.of(EVENTS, 4L)).isComplete()).isFalse();
    }

    @Test
    void passesGapsWhereTheConsumerStandsBehindThem() {
        Future<Void> end = until(Map.of(EVENTS, 10L));
        fold("events", 0, 1);

        progress.stands(EVENTS, 9);
        assertThat(end.isComplete()).isFalse();
        progress.stands(EVENTS, 10);

        assertThat(end.succeeded()).isTrue();
    }

    @Test
    void doesNotPassRecordsThatAreTakenButNotFolded() {
        Future<Void> end = until(Map.of(EVENTS, 2L));
        progress.polled(2);

        progress.stands(EVENTS, 2);
        assertThat(end.isComplete()).isFalse();
        progress.folded("events", 0, 0);
        progress.stands(EVENTS, 2);
        assertThat(end.isComplete()).isFalse();
        progress.folded("events", 0, 1);

        assertThat(end.succeeded()).isTrue();
    }

    @Test
    void neverGoesBack() {
        fold("events", 0, 1, 2);

        progress.stands(EVENTS, 1);

        assertThat(until(Map.of(EVENTS, 3L)).succeeded()).isTrue();
    }

    @Test
    void forgetsThoseWhoNoLongerWait() {
        Promise<Void> impatient = Promise.promise();
        progress.await(Map.of(EVENTS, 2L), impatient);
        Future<Void> patient = until(Map.of(EVENTS, 1L));

        impatient.fail("too late");
        assertThat(progress.behind()).containsExactly(EVENTS);
        progress.giveUp(new IllegalStateException("closed"));

        assertThat(patient.failed()).isTrue();
        assertThat(progress.behind()).isEmpty();
    }

    @Test
    void oneWhoWaitsMayAskAgainFromWithin() {
        Promise<Void> first = Promise.promise();
        progress.await(Map.of(EVENTS, 1L), first);
        Future<Void> second = first.future().compose(_ -> until(Map.of(EVENTS, 2L)));
        Future<Void> beside = until(Map.of(EVENTS, 1L));

        fold("events", 0);
        assertThat(beside.succeeded()).isTrue();
        fold("events", 1);

        assertThat(second.succeeded()).isTrue();
    }

    private Future<Void> until(Map<TopicPartition, Long> ends) {
        Promise<Void> promise = Promise.promise();
        progress.await(ends, promise);
        return promise.future();
    }

    private void fold(String topic, long... offsets) {
        progress.polled(offsets.length);
        for (long offset : offsets) {
            progress.folded(topic, 0, offset);
        }
    }
}
