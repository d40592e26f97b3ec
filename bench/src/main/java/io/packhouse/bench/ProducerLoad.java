package io.packhouse.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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

    /** Each of {@code concurrency} callers, a virtual thread, waits for the acknowledgement of its record and sends the next. */
    HttpLoad.Result closed(int concurrency, Duration duration) throws InterruptedException, ExecutionException {
        long from = System.nanoTime();
        long end = from + duration.toNanos();
        var all = new Latencies();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Latencies>> callers = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                callers.add(threads.submit(() -> call(end)));
            }
            for (var caller : callers) {
                all.addAll(caller.get());
            }
        }
        return new HttpLoad.Result(all, 0, (System.nanoTime() - from) / 1e9);
    }

    private Latencies call(long end) throws ExecutionException, InterruptedException {
        var latencies = new Latencies();
        for (long from = System.nanoTime(); from < end; from = System.nanoTime()) {
            producer.send(new ProducerRecord<>(topic, JobId.random().value(), value)).get();
            latencies.add(System.nanoTime() - from);
        }
        return latencies;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
