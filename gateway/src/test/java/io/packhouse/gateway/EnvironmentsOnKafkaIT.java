package io.packhouse.gateway;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.gateway.environments.ToyEnvironment;
import io.packhouse.gateway.environments.ToyRepository;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.gateway.GatewayHouse.done;
import static io.packhouse.gateway.GatewayHouse.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The environment builder's interface on gateways as they are wired, with builds that travel over Kafka. */
@OnEveryKafka
class EnvironmentsOnKafkaIT {

    private static final String REQUEST = ToyRepository.resource("request.json");
    private static final String ID = "X-Build-Id";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path objects;
    private final List<GatewayHouse> houses = new ArrayList<>();

    @AfterEach
    void close() {
        houses.reversed().forEach(GatewayHouse::close);
    }

    /** Builds as it is told, and counts. */
    private static final class Builder implements JobHandler {

        private final ObjectStore store;
        private final AtomicInteger builds = new AtomicInteger();
        private volatile CountDownLatch held = new CountDownLatch(0);
        private volatile @Nullable Code failure;
        private volatile Duration fresh = Duration.ofHours(1);

        Builder(ObjectStore store) {
            this.store = store;
        }

        @Override
        public String kind() {
            return Kind.ENVIRONMENT;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(60);
        }

        @Override
        public JobResult run(Command command, Attempt attempt) throws Exception {
            builds.incrementAndGet();
            attempt.progress(0.5, "half of it");
            held.await();
            Code code = failure;
            if (code != null) {
                throw new Failure(code, "told to fail").exception();
            }
            return new JobResult(
                    ToyEnvironment.build(store, command.bodyAs(BuildEnvironment.class), Instant.now().plus(fresh)),
                    List.of(), null);
        }
    }

    private GatewayHouse open(GatewayHouse house) throws Exception {
        houses.add(house);
        return house.open();
    }

    private static void tell(GatewayHouse house, EnvironmentRepository repository) {
        done(house.foundation.writer().append(Topic.REGISTRY, EnvironmentRepository.ENTRY, Map.of(),
                Json.write(repository)));
    }

    @Test
    void anyNumberOfGatewaysBuildOnce(KafkaCluster kafka) throws Exception {
        Map<String, String> flags = Map.of("http.public-url", "https://as.example.org", "environments.deadline", "60s");
        GatewayHouse one = open(GatewayHouse.fresh(kafka.bootstrapServers(), objects, flags));
        GatewayHouse two = open(one.another(objects, flags));
        assertThat(post(one, REQUEST).get().statusCode()).as("nothing is told of a repository yet").isEqualTo(404);
        tell(one, ToyRepository.loom(one.foundation.objects()).publish());
        Builder builder = new Builder(one.foundation.objects());
        builder.held = new CountDownLatch(1);
        one.work(Topic.WORK_ENVIRONMENTS, 4, builder);

        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(post(i % 2 == 0 ? one : two, REQUEST));
        }
        Awaitility.await().atMost(LIMIT).until(() -> builder.builds.get() > 0);
        builder.held.countDown();

        assertThat(all).extracting(answer -> answer.get().statusCode()).containsOnly(200);
        assertThat(all).extracting(answer -> answer.get().body()).containsOnly(all.getFirst().get().body());
        assertThat(all).extracting(answer -> answer.get().headers().firstValue(ID)).containsOnly(
                all.getFirst().get().headers().firstValue(ID));
        assertThat(builder.builds).hasValue(1);
        assertThat(all.getFirst().get().body()).contains("https://as.example.org/blobs/sha1/");

        // A new state of the repository holds at once, and a new manifest is another environment.
        tell(one, ToyRepository.loom(one.foundation.objects()).add("""
                {'addonscript': {'version': 2}, 'namespace': 'org.new', 'id': 'new', 'version': '1', 'flags': {}}""", null)
                .publish());
        assertThat(two.get("/v2/addons/org.new/new").statusCode()).isEqualTo(200);
        assertThat(one.get("/", "Accept", "*/*").body()).startsWith("{\"versions\":[\"v2\"],");
        assertThat(one.get("/v1").statusCode()).isEqualTo(404);
        assertThat(one.request("HEAD", "/").statusCode()).isEqualTo(200);
    }

    @Test
    void buildsThatTakeLongFailOrGrowOld(KafkaCluster kafka) throws Exception {
        GatewayHouse house = open(GatewayHouse.fresh(kafka.bootstrapServers(), objects,
                Map.of("environments.deadline", "2s", "environments.no-data-for", "1s")));
        tell(house, ToyRepository.loom(house.foundation.objects()).publish());
        Builder builder = new Builder(house.foundation.objects());
        house.work(Topic.WORK_ENVIRONMENTS, 2, builder);

        // A first build is longer than a caller waits, and is found by the next.
        builder.held = new CountDownLatch(1);
        HttpResponse<String> late = post(house, REQUEST).get();
        HttpResponse<String> told = post(house, REQUEST, "Prefer", "respond-async").get();
        JsonNode job = json(house.get(told.headers().firstValue("Location").orElseThrow()));
        builder.held.countDown();
        HttpResponse<String> found = Awaitility.await().atMost(LIMIT).until(() -> post(house, REQUEST).get(),
                answer -> answer.statusCode() == 200);
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(told.statusCode()).isEqualTo(202);
        assertThat(job.path("state").asText()).isEqualTo("running");
        assertThat(job.path("progress").path("step").asText()).isEqualTo("half of it");
        assertThat(List.of(late, told, found)).extracting(answer -> answer.headers().firstValue(ID).orElseThrow())
                .containsOnly(job.path("id").asText());
        assertThat(builder.builds).hasValue(1);

        // A failure is not kept; what a recipe found out is, for a while.
        String other = REQUEST.replace("0.15.11", "0.15.12");
        builder.failure = Code.UPSTREAM;
        assertThat(post(house, other).get().statusCode()).isEqualTo(500);
        builder.failure = Code.NOT_FOUND;
        assertThat(post(house, other).get().statusCode()).isEqualTo(404);
        assertThat(post(house, other).get().statusCode()).isEqualTo(404);
        assertThat(builder.builds).hasValue(3);
        builder.failure = null;
        builder.fresh = Duration.ofMillis(-1);
        Awaitility.await().atMost(LIMIT).until(() -> post(house, other).get().statusCode() == 200);
        assertThat(builder.builds).hasValue(4);

        // It was old when it was made: it is made anew, or answered all the same while others are away.
        builder.failure = Code.UPSTREAM;
        HttpResponse<String> stale = post(house, other).get();
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(builder.builds).hasValue(5);
    }

    private static CompletableFuture<HttpResponse<String>> post(GatewayHouse house, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + house.gateway.port() + "/v2/builder"))
                .timeout(Duration.ofSeconds(60)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return house.client.sendAsync((headers.length == 0 ? request : request.headers(headers)).build(),
                BodyHandlers.ofString());
    }
}
