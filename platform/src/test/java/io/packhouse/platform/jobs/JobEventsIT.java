package io.packhouse.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.KafkaLogWriter;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;

@OnEveryKafka
@Timeout(300)
class JobEventsIT {

    private static final Instant AT = Instant.parse("2026-11-21T06:31:52Z");

    @Test
    void whatIsToldIsReadFromTheLogInOrder(KafkaCluster kafka) throws Exception {
        KafkaSettings settings = new KafkaSettings(kafka.bootstrapServers(), kafka.freshPrefix(), 1, 1, false,
                Duration.ofSeconds(20),
                new KafkaSettings.Producer(Duration.ofSeconds(10), Duration.ofSeconds(40), 1024 * 1024,
                        10),
                Map.of());
        JobId job = JobId.random();
        List<Event> told = List.of(new Event.Started(job, AT, "a", 1, "worker"),
                new Event.Progress(job, AT, "a", 0.5, "half"),
                new Event.Logged(job, AT, "a", "line"), new Event.Ended(job, AT, Kind.INSTALLERS, JobState.SUCCEEDED, null));
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        try (var admin = Admin.create(new HashMap<>(settings.clientProperties()));
                var writer = new KafkaLogWriter(vertx, settings);
                var view = new LogView(vertx, admin, settings, Set.of(Topic.EVENTS), records::add)) {
            new Provisioner(admin, settings, QueueSettings.defaults()).run();
            writer.start();
            var events = new JobEvents(writer);

            List<Position> positions = told.stream().map(events::tell).toList().stream().map(JobEventsIT::join).toList();
            view.start();
            join(view.asOfNow());

            assertThat(records).extracting(LogRecord::position).isEqualTo(positions);
            assertThat(records).extracting(JobEvents::read).isEqualTo(told);
            assertThat(records).allSatisfy(record -> {
                assertThat(record.key()).isEqualTo(job.value());
                assertThat(record.headers())
                        .containsExactlyInAnyOrderEntriesOf(Map.of("job", job.value(), "content-type", "application/json"));
            });
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS).join();
    }
}
