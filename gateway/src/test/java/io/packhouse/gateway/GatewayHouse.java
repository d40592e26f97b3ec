package io.packhouse.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.gateway.addons.AddonsGatewaySettings;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings;
import io.packhouse.gateway.installers.InstallersGatewaySettings;
import io.packhouse.gateway.jobs.NewJob;
import io.packhouse.gateway.packages.PackagesGatewaySettings;
import io.packhouse.gateway.signatures.SigningGatewaySettings;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.WorkQueue;
import io.packhouse.platform.service.Service;

/** A house with a gateway, on a running Kafka and topics of its own; workers as a test wants them. */
final class GatewayHouse implements AutoCloseable {

    final Foundation foundation;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final GatewayService gateway;
    private final List<Service> services = new ArrayList<>();

    private GatewayHouse(KafkaSettings kafka, Path objects, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(flags);
        all.putIfAbsent("http.port", "0");
        all.put("queue.retry-delay", "20ms");
        Config config = Config.load(
                List.of("config/platform.yaml", GatewaySettings.DEFAULTS, InstallersGatewaySettings.DEFAULTS,
                        AddonsGatewaySettings.DEFAULTS, PackagesGatewaySettings.DEFAULTS,
                        SigningGatewaySettings.DEFAULTS, EnvironmentsGatewaySettings.DEFAULTS),
                Optional.empty(), Map.of(), all);
        foundation = Foundation.open(config, kafka, new FileObjectStore(objects), metrics);
        gateway = new GatewayService(foundation, "1.2.3-test");
    }

    /** A house of its own, provisioned; its gateway is not started. */
    static GatewayHouse fresh(String bootstrap, Path objects, Map<String, String> flags) {
        String prefix = "t" + JobId.random().value().substring(0, 8) + ".";
        GatewayHouse house = new GatewayHouse(patient(KafkaSettings.local(bootstrap, prefix)), objects, flags);
        new Provisioner(house.foundation.admin(), house.foundation.kafka(), house.foundation.queue()).run();
        return house;
    }

    /** A busy machine may take long to answer the first question of a client. */
    private static KafkaSettings patient(KafkaSettings kafka) {
        KafkaSettings.Producer producer = kafka.producer();
        return new KafkaSettings(kafka.bootstrap(), kafka.topicPrefix(), kafka.replication(), kafka.minInsync(),
                kafka.flush(),
                kafka.requestTimeout(), new KafkaSettings.Producer(Duration.ofSeconds(5), producer.deliveryTimeout(),
                        producer.buffer(), producer.maxWaiting()),
                kafka.properties());
    }

    /** A house whose Kafka is nowhere; its gateway cannot be started. */
    static GatewayHouse withoutKafka(Path objects) {
        return new GatewayHouse(KafkaSettings.local("127.0.0.1:1", "t."), objects, Map.of());
    }

    /** Another process of this house: the same topics and objects. */
    GatewayHouse another(Path objects) {
        return another(objects, Map.of());
    }

    /** The same with settings of its own. */
    GatewayHouse another(Path objects, Map<String, String> flags) {
        return new GatewayHouse(foundation.kafka(), objects, flags);
    }

    GatewayHouse open() throws Exception {
        gateway.start();
        return this;
    }

    /** Begins to work, with that many jobs at once. */
    WorkQueue work(int permits, JobHandler handler) {
        return work(Topic.WORK_INSTALLERS, permits, handler);
    }

    /** Begins to work off a queue, with that many jobs at once. */
    WorkQueue work(Topic topic, int permits, JobHandler... handlers) {
        WorkQueue queue = new WorkQueue(foundation.kafka(), foundation.queue(), topic, "worker-a", permits,
                List.of(handlers), foundation.objects(), foundation.writer(), foundation.metrics());
        services.add(queue);
        queue.start();
        return queue;
    }

    /** Asks for a job as an interface does; accepted when this returns. */
    JobId submit(String key, Object body) {
        return done(gateway.jobs().submit(
                new NewJob(Topic.WORK_INSTALLERS, Kind.INSTALLERS, "test", key, fingerprint(body), null, body)));
    }

    static ObjectNode body(String name, Object value) {
        return Json.mapper().createObjectNode().set(name, Json.tree(value));
    }

    private static String fingerprint(Object body) {
        return Integer.toHexString(Arrays.hashCode(Json.write(body)));
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return request("GET", path, headers);
    }

    HttpResponse<String> request(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(30)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    }

    @Override
    public void close() {
        gateway.close();
        services.reversed().forEach(Service::close);
        foundation.close();
        client.close();
    }
}
