package io.packhouse.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.packhouse.contracts.JobId;
import io.packhouse.platform.kafka.KafkaSettings;

/** What Kafka itself can take: the plain producer, with the settings of the gateway's log writer, from as many callers. */
final class ProducerLoad implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final byte[] value;

    ProducerLoad(String bootstrap, String topic, int bytes) throws ExecutionException, InterruptedException {
        Map<String, Object> all = new HashMap<>(KafkaSettings.local(bootstrap, "").clientProperties());
        try (var admin = Admin.create(all)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        all.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        all.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        all.put("acks", "all");
        all.put("enable.idempotence", "true");
        all.put("linger.ms", "0");
        all.put("max.block.ms", "5000");
        this.producer = new KafkaProducer<>(all);
        this.topic = topic;
        this.value = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    }

    HttpLoad.Result closed(int concurrency, Duration duration) throws InterruptedException {
        var run = new Run(concurrency, System.nanoTime() + duration.toNanos());
        long from = System.nanoTime();
        for (int i = 0; i < concurrency; i++) {
            // The first sends are made here, all others by the producer's own thread, which calls back.
            run.next();
        }
        run.done.await();
        return new HttpLoad.Result(run.latencies, run.failures, (System.nanoTime() - from) / 1e9);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private final class Run {

        private final Latencies latencies = new Latencies();
        private final CountDownLatch done;
        private final long end;
        private long failures;

        Run(int concurrency, long end) {
            this.done = new CountDownLatch(concurrency);
            this.end = end;
        }

        void next() {
            long from = System.nanoTime();
            if (from >= end) {
                done.countDown();
                return;
            }
            var _ = producer.send(new ProducerRecord<>(topic, JobId.random().value(), value), (_, failure) -> {
                synchronized (this) {
                    if (failure == null) {
                        latencies.add(System.nanoTime() - from);
                    } else {
                        failures++;
                    }
                }
                next();
            });
        }
    }
}
