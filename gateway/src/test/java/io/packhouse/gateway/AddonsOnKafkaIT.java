package io.packhouse.gateway;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonsFannedOut;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.gateway.GatewayHouse.done;
import static io.packhouse.gateway.GatewayHouse.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The add-ons' interfaces on the gateway as it is wired, with jobs and the registry on Kafka. */
@OnEveryKafka
class AddonsOnKafkaIT {

    private static final String SECRET = "s3cret";

    @TempDir
    private Path objects;
    private GatewayHouse house;

    @AfterEach
    void close() {
        if (house != null) {
            house.close();
        }
    }

    private void open(KafkaCluster kafka, Map<String, String> flags) throws Exception {
        house = GatewayHouse.fresh(kafka.bootstrapServers(), objects, flags).open();
    }

    /** Makes a file of the version that is asked for; the version {@code bad} fails. */
    private static final class ToyRebuild implements JobHandler {

        @Override
        public String kind() {
            return Kind.ADDON;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public JobResult run(Command command, Attempt attempt) throws Exception {
            String version = String.valueOf(command.bodyAs(RebuildAddon.class).version());
            if (version.equals("bad")) {
                throw new Failure(Failure.Code.INVALID_REQUEST, "this is no XPI").exception();
            }
            byte[] bytes = version.getBytes(StandardCharsets.UTF_8);
            return new JobResult(Map.of(), List.of(new Artifact("toy.xpi", "application/x-xpinstall", bytes.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                    List.of(new Segment.Inline(bytes)))), null);
        }
    }

    /** Makes the children of a bulk, as the repackager does. */
    private final class ToyFanOut implements JobHandler {

        @Override
        public String kind() {
            return Kind.ADDONS;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public JobResult run(Command command, Attempt attempt) {
            RebuildAddons bulk = command.bodyAs(RebuildAddons.class);
            List<JobId> children = new ArrayList<>();
            for (int i = 0; i < bulk.addons().size(); i++) {
                children.add(command.job().child(i));
                Written child = CommandRecords.inline(new Envelope(children.getLast(), Kind.ADDON, command.caller(),
                        command.acceptedAt(), null), Json.write(bulk.addon(i)));
                done(house.foundation.writer().append(Topic.WORK_ADDONS, child.key(), child.headers(), child.value()));
            }
            return new JobResult(new AddonsFannedOut(children, bulk.refused()), List.of(), null);
        }
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.gateway.address() + path)).headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body)).timeout(Duration.ofSeconds(30)).build();
        return house.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String body) throws Exception {
        return post("/repackage/rebuild/", body, "Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void anOrderBecomesADownload(KafkaCluster kafka) throws Exception {
        open(kafka, Map.of("addons.secrets", SECRET));
        house.work(Topic.WORK_ADDONS_HIGH, 1, new ToyRebuild());

        JsonNode answer = json(form("secret=" + SECRET + "&location=http://x/tool.xpi&version=1.2&priority=high"));
        String job = answer.path("job").asText();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> house.get("/xpi/check_download/" + job + "/").body().equals("{\"ready\":true}"));
        assertThat(house.get("/xpi/download/" + job + "/tool/").body()).isEqualTo("1.2");
        assertThat(json(house.get("/api/v1/jobs/" + job)).path("caller").asText()).isEqualTo("addon-builder");
        assertThat(json(house.get("/api/v1/jobs/" + job + "/children")).path("counts").path("total").asInt()).isZero();
    }

    @Test
    void aBulkIsOneJobWithChildrenSomeOfWhichFail(KafkaCluster kafka) throws Exception {
        open(kafka, Map.of());
        String order = """
                {"addons": [{"location": "http://x/a.xpi", "version": "1"}, {"location": "http://x/b.xpi", "version": "bad"},
                            {"location": "http://x/c.xpi", "version": "3"}]}""";
        HttpResponse<String> accepted = post("/api/v1/addons", order, "Content-Type", "application/json",
                "Idempotency-Key", "k");
        String path = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode before = json(house.get(path + "/children"));
        assertThat(before.path("state").asText()).isEqualTo("queued");
        assertThat(before.path("children")).isEmpty();

        house.work(Topic.WORK_ADDONS, 2, new ToyRebuild(), new ToyFanOut());
        HttpResponse<String> again = post("/api/v1/addons", order, "Content-Type", "application/json", "Idempotency-Key",
                "k", "Prefer", "wait=20");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Location")).contains(path);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                json(house.get(path + "/children")).path("counts").toString()).isEqualTo(
                        "{\"total\":3,\"queued\":0,\"running\":0,\"succeeded\":2,\"failed\":1,\"cancelled\":0}"));
        JsonNode children = json(house.get(path + "/children")).path("children");
        assertThat(children.findValuesAsText("id")).isEqualTo(json(accepted).path("children").findValuesAsText("id"));
        assertThat(children.path(1).path("failure").path("message").asText()).isEqualTo("this is no XPI");
        assertThat(house.get("/xpi/download/" + children.path(2).path("id").asText() + "//").body()).isEqualTo("3");
        assertThat(house.get("/api/v1/jobs/" + JobId.random() + "/children").statusCode()).isEqualTo(404);
    }

    @Test
    void theRegistryTellsOfSdks(KafkaCluster kafka) throws Exception {
        open(kafka, Map.of("addons.secrets", SECRET));
        assertThat(house.get("/repackage/sdk-versions/").body()).isEqualTo("[]");
        SdkCatalogue catalogue = new SdkCatalogue(
                List.of(new SdkCatalogue.Sdk("1.14", "a"), new SdkCatalogue.Sdk("1.0", "b")),
                "1.14");

        done(house.foundation.writer().append(Topic.REGISTRY, SdkCatalogue.ENTRY, Map.of(), Json.write(catalogue)));

        assertThat(form("secret=" + SECRET + "&location=http://x/a.xpi&sdk_version=1.0").statusCode())
                .as("registered as of now, whatever was read by then").isEqualTo(200);
        assertThat(house.get("/repackage/sdk-versions/").body()).isEqualTo("[\"1.14\",\"1.0\"]");
        assertThat(form("secret=" + SECRET + "&location=http://x/a.xpi&sdk_version=1.1").statusCode()).isEqualTo(404);
    }
}
