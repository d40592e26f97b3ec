package io.packhouse.platform.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RunningAttemptTest {

    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final RunningAttempt attempt = new RunningAttempt(JobId.random(), "a", 1, new JobEvents(new LogWriter() {
        @Override
        public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
            told.add(Json.read(value, Event.class));
            return Future.failedFuture("nobody waits for it");
        }

        @Override
        public boolean available() {
            return true;
        }
    }));

    @Test
    void tellsALineAtOnceAndThoseAfterItWithoutBeingAsked() {
        attempt.log("one");
        assertThat(lines()).containsExactly("one");

        attempt.log("two");
        attempt.log("three");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lines()).containsExactly("one", "two", "three"));
        assertThat(attempt.lines()).hasSize(3);
    }

    @Test
    void tellsWhatWaitsBeforeTheEndAndBeforeProgress() {
        attempt.log("one");
        attempt.log("two");
        attempt.progress(0.5, "half");
        attempt.log("three");
        attempt.tellLines();

        assertThat(told).extracting(event -> (Object) event.getClass()).containsExactly(Event.Logged.class,
                Event.Logged.class, Event.Progress.class, Event.Logged.class);
    }

    @Test
    void tellsEveryLineOfManyThreadsOnce() {
        List<String> wanted = IntStream.range(0, 1500).mapToObj(i -> "line " + i).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            wanted.forEach(line -> threads.execute(() -> attempt.log(line)));
        }
        attempt.tellLines();

        assertThat(lines()).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(lines()).containsExactlyElementsOf(attempt.lines().stream().map(line -> line.split(" ", 2)[1]).toList());
    }

    private List<String> lines() {
        return told.stream().filter(Event.Logged.class::isInstance).map(event -> ((Event.Logged) event).line()).toList();
    }
}
