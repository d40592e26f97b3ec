package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.secrets.Secrets;

/**
 * A partition of the log, its owner and its receivers in one thread and in virtual time: everything happens in an order that is
 * always the same.
 */
final class PartitionHouse {

    /** A {@code POST} that a receiver saw. */
    record Post(String url, Map<String, String> headers, String body, Instant at) {
        String id() {
            return headers.get(WebhookHeaders.ID);
        }
    }

    private record Written(String origin, DeliveryRecord record) {
    }

    final VirtualTime time = new VirtualTime();
    final List<Post> posts = new ArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final DeliveryMetrics metrics = new DeliveryMetrics(registry);
    final Secrets secrets = Secrets.of("s3cret");
    private final Map<String, Function<Post, Reply>> receivers = new LinkedHashMap<>();
    private final List<Written> log = new ArrayList<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Means means;
    private OwnedPartition partition;
    private int read;
    private boolean logAway;

    PartitionHouse(String... flags) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("deliveries.jitter", "0");
        for (int i = 0; i < flags.length; i += 2) {
            all.put("deliveries." + flags[i], flags[i + 1]);
        }
        DeliveriesSettings settings = settings(all);
        this.means = new Means(settings, settings.retries(), "test", new MemoryLog(), this::post, secrets, time, work::add,
                new Random(42), metrics);
        this.partition = open(0);
        partition.goLive();
    }

    /** The settings of the default file, but for {@code flags}. */
    static DeliveriesSettings settings(Map<String, String> flags) {
        return Config.load(List.of(DeliveriesSettings.DEFAULTS), java.util.Optional.empty(), Map.of(), flags)
                .section(DeliveriesSettings.SECTION, DeliveriesSettings.class);
    }

    private OwnedPartition open(long from) {
        read = (int) from;
        return new OwnedPartition(0, from, means, new Slots(means.settings().concurrency()), new Object());
    }

    private final class MemoryLog implements DeliveryLog {
        @Override
        public void append(String origin, DeliveryRecord record) {
            if (logAway) {
                throw new Failure(Failure.Code.UNAVAILABLE, "the log is away").exception();
            }
            // What travels is JSON.
            log.add(new Written(origin, Json.read(Json.write(record), DeliveryRecord.class)));
        }

        @Override
        public Wanted recall(int partition, long offset) {
            return DeliveryRecord.wantedOf(log.get((int) offset).record()).orElseThrow();
        }
    }

    private Reply post(String url, Map<String, String> headers, byte[] body) {
        Post post = new Post(url, headers, new String(body, java.nio.charset.StandardCharsets.US_ASCII), time.now());
        posts.add(post);
        return receivers.get(Origin.of(url)).apply(post);
    }

    /** A receiver that answers every {@code POST} so. */
    PartitionHouse receiver(String origin, Function<Post, Reply> answers) {
        receivers.put(origin, answers);
        return this;
    }

    static Reply answer(int status) {
        return new Reply.Answered(status, java.util.Optional.empty(), "", Duration.ofMillis(3));
    }

    static Reply answer(int status, String retryAfter) {
        return new Reply.Answered(status, java.util.Optional.of(retryAfter), "", Duration.ofMillis(3));
    }

    static Reply silence() {
        return new Reply.Silent("no connection", false, Duration.ofMillis(3));
    }

    JobId wanted(String url) {
        JobId job = JobId.random();
        append(url, new Wanted(job, time.now(), url, "", Map.of("result", "success", "job", job.value())));
        run();
        return job;
    }

    /** Somebody writes a record. */
    void append(String url, DeliveryRecord record) {
        log.add(new Written(Origin.of(url), record));
    }

    /** The gateway asks for it again. */
    void replay(JobId job) {
        Wanted wanted = records(job, Wanted.class).getFirst();
        append(wanted.url(), new Replayed(job, time.now(), "test", attempted(job).size(), wanted));
        run();
    }

    /** All that is to be done now. */
    void run() {
        while (!work.isEmpty() || read < log.size()) {
            if (!work.isEmpty()) {
                work.removeFirst().run();
            } else {
                Written next = log.get(read);
                partition.fold(read++, next.origin(), next.record());
            }
        }
    }

    void pass(Duration duration) {
        Instant end = time.now().plus(duration);
        boolean more = true;
        while (more) {
            more = time.step(end);
            run();
        }
    }

    /** The owner dies before it does what it was to do; the next reads from what was committed. */
    void crash() {
        long from = partition.resumeFrom();
        work.clear();
        time.drop();
        partition = open(from);
        while (read < log.size()) {
            Written next = log.get(read);
            partition.fold(read++, next.origin(), next.record());
        }
        partition.goLive();
    }

    OwnedPartition partition() {
        return partition;
    }

    long end() {
        return log.size();
    }

    List<Post> posts(JobId job) {
        return posts.stream().filter(post -> post.id().equals(DeliveryRecord.idOf(job))).toList();
    }

    List<Attempted> attempted(JobId job) {
        return records(job, Attempted.class);
    }

    <T extends DeliveryRecord> List<T> records(JobId job, Class<T> type) {
        return log.stream().map(Written::record).filter(record -> record.job().equals(job)).filter(type::isInstance)
                .map(type::cast).toList();
    }
}
