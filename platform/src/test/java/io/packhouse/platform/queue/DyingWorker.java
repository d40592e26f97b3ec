package io.packhouse.platform.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import io.packhouse.platform.kafka.KafkaLogWriter;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.objects.FileObjectStore;

/** A worker that dies when it is told how a job ended, as of {@code kill -9}: {@code BOOTSTRAP PREFIX OBJECTS}. */
final class DyingWorker {

    private DyingWorker() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        KafkaSettings kafka = KafkaSettings.local(arguments[0], arguments[1]);
        CountingHandler handler = new CountingHandler("sum", (_, _) -> 1);
        handler.end = (_, _) -> Runtime.getRuntime().halt(9);
        KafkaLogWriter writer = new KafkaLogWriter(Vertx.vertx(), kafka);
        new WorkQueue(kafka, QueueHouse.quick(), QueueHouse.QUEUE, "dying", 1, List.of(handler),
                new FileObjectStore(Path.of(arguments[2])), writer, new SimpleMeterRegistry()).start();
        Thread.sleep(Duration.ofMinutes(1));
    }
}
