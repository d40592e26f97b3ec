package io.packhouse.platform.process;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.apache.kafka.clients.admin.Admin;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.health.Health;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.kafka.KafkaLogWriter;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.QueueSettings;

/**
 * What every service of a process stands on, made once and shared: in the all-in-one the gateway and the workers have one
 * foundation. Opened before the first service and closed after the last one.
 *
 * @param config
 *            the process's configuration
 * @param worker
 *            the name of this process in events and logs: host and process id
 * @param vertx
 *            event loops
 * @param kafka
 *            how Kafka is reached
 * @param queue
 *            how jobs are worked off
 * @param admin
 *            asks the broker; its calls do not block, its futures may be waited for on virtual threads
 * @param writer
 *            appends to logs and queues
 * @param objects
 *            where the bytes live
 * @param metrics
 *            where everybody counts
 * @param health
 *            where everybody registers checks
 */
public record Foundation(Config config, String worker, Vertx vertx, KafkaSettings kafka, QueueSettings queue, Admin admin,
        KafkaLogWriter writer, ObjectStore objects, MeterRegistry metrics, Health health)
        implements
            AutoCloseable {

    /** Opens a foundation with a registry of checks of its own. */
    public static Foundation open(Config config, KafkaSettings kafka, ObjectStore objects, MeterRegistry metrics) {
        return open(config, kafka, objects, metrics, new Health());
    }

    /** Opens a foundation; connects to nothing yet. */
    public static Foundation open(Config config, KafkaSettings kafka, ObjectStore objects, MeterRegistry metrics,
            Health health) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        Admin admin = Admin.create(new HashMap<String, Object>(kafka.clientProperties()));
        KafkaLogWriter writer = new KafkaLogWriter(vertx, kafka);
        health.addReady("object-store", () -> {
            objects.probe();
            return Status.up("takes and gives bytes");
        });
        health.addReady("log-writer",
                () -> writer.available() ? Status.up("writes") : Status.down("Kafka does not answer; writes are refused"));
        return new Foundation(config, workerName(), vertx, kafka, config.section("queue", QueueSettings.class), admin,
                writer,
                objects, metrics, health);
    }

    private static String workerName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        return host + ":" + ManagementFactory.getRuntimeMXBean().getPid();
    }

    @Override
    public void close() {
        writer.close();
        admin.close(Duration.ofSeconds(2));
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The process ends anyway.
        }
    }
}
