package io.packhouse.gateway;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.RemovePackages;
import io.packhouse.contracts.packages.UploadPackage;
import io.packhouse.gateway.packages.ToyPackage;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.gateway.GatewayHouse.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The package store at gateways as they are wired, with jobs and the catalogue on Kafka. */
@OnEveryKafka
@Timeout(120)
class PackagesOnKafkaIT {

    private static final int CLIENTS = 4;
    private static final int UPLOADS = 6;

    @TempDir
    private Path objects;
    private final List<GatewayHouse> houses = new ArrayList<>();

    @AfterEach
    void close() {
        houses.reversed().forEach(GatewayHouse::close);
    }

    /** Does what package-store does with {@link ToyPackage}s; each record is written twice, as it may be. */
    private record ToyStore(String kind, Foundation foundation) implements JobHandler {

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public JobResult run(Command command, Attempt attempt) {
            return new JobResult(kind.equals(Kind.PACKAGE_UPLOAD)
                    ? ToyPackage.verify(foundation.objects(), command.bodyAs(UploadPackage.class).file())
                    : Map.of(), List.of(), null);
        }

        @Override
        public void ended(Command command, Outcome outcome) {
            if (outcome instanceof Outcome.Succeeded succeeded) {
                CatalogueRecord record = record(command, succeeded);
                for (int i = 0; i < 2; i++) {
                    done(foundation.writer().append(Topic.PACKAGES, "any", Map.of(Headers.CONTENT_TYPE, Headers.JSON),
                            Json.write(record)));
                }
            }
        }

        private static CatalogueRecord record(Command command, Outcome.Succeeded succeeded) {
            if (command.kind().equals(Kind.PACKAGE_UPLOAD)) {
                return new CatalogueRecord.Uploaded(command.job(), succeeded.endedAt(), command.caller(),
                        Json.convert(succeeded.result(), PackageFacts.class), null);
            }
            RemovePackages removal = command.bodyAs(RemovePackages.class);
            return new CatalogueRecord.Removed(command.job(), succeeded.endedAt(), command.caller(), removal.id(),
                    removal.architecture());
        }
    }

    private static HttpResponse<String> put(GatewayHouse house, ToyPackage one) throws Exception {
        return house.client.send(
                HttpRequest.newBuilder(URI.create(house.gateway.address() + "/package/upload"))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(one.bytes())).timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int status(GatewayHouse house, String path) throws Exception {
        return house.get(path).statusCode();
    }

    @Test
    void gatewaysAgreeOnWhatTheyAnswered(KafkaCluster kafka) throws Exception {
        GatewayHouse one = GatewayHouse.fresh(kafka.bootstrapServers(), objects, Map.of()).open();
        houses.add(one);
        one.work(Topic.WORK_PACKAGES, 2, new ToyStore(Kind.PACKAGE_UPLOAD, one.foundation),
                new ToyStore(Kind.PACKAGE_REMOVE, one.foundation));
        GatewayHouse two = one.another(objects).open();
        houses.add(two);

        List<Future<List<String>>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> session(number % 2 == 0 ? one : two, number % 2 == 0 ? two : one, number)));
            }
        }
        List<String> answers = new ArrayList<>();
        for (Future<List<String>> client : clients) {
            answers.addAll(client.get());
        }

        assertThat(answers.stream().filter(answer -> answer.contains("\"id\":\"shared\"")
                && answer.contains("\"result\":\"added\""))).as("one of them was the first").hasSize(1);
        assertThat(answers).allMatch(answer -> answer.contains("\"status\":\"ok\""));
        String list = one.get("/package/list").body();
        assertThat(Json.read(list.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class))
                .hasSize(CLIENTS * UPLOADS / 2 + 1);
        await().untilAsserted(() -> assertThat(two.get("/package/list").body()).isEqualTo(list));
        GatewayHouse three = one.another(objects).open();
        houses.add(three);
        assertThat(three.get("/package/list").body()).as("read again from the log, before the port opened").isEqualTo(list);
        assertThat(three.get("/package/list").headers().firstValue("ETag"))
                .isEqualTo(one.get("/package/list").headers().firstValue("ETag"));
        assertThat(three.get("/api/v1/packages/shared/all/revisions?limit=1").body()).contains("\"revision\":" + CLIENTS);
    }

    /** Uploads and removes at one gateway, and looks at another. */
    private static List<String> session(GatewayHouse mine, GatewayHouse other, int number) throws Exception {
        List<String> answers = new ArrayList<>();
        answers.add(put(mine, ToyPackage.of("shared", "").version("by " + number)).body());
        for (int i = 0; i < UPLOADS; i++) {
            String id = "p" + number + "-" + i;
            answers.add(put(mine, ToyPackage.of(id, "")).body());
            assertThat(mine.get("/package/list").body()).as("its own answer").contains("\"id\":\"" + id + "\"");
            assertThat(status(other, "/package/download?id=" + id)).as("what another gateway answered").isEqualTo(200);
            if (i % 2 == 0) {
                answers.add(mine.request("POST", "/package/remove?id=" + id).body());
                assertThat(status(mine, "/package/download?id=" + id)).isEqualTo(404);
            }
        }
        return answers;
    }
}
