package io.packhouse.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.gateway.installers.PythonSession;
import io.packhouse.gateway.installers.ToyInstallers;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;

/** The installers' interfaces on the gateway as it is wired, with jobs that travel over Kafka. */
@OnEveryKafka
class InstallersOnKafkaIT {

    private static final String WANTING = "{\"vessels\": [{\"percentage\": 80, \"owner\": \"bob\"}]}";

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

    /** A worker that makes toys. */
    private static final class ToyWork implements JobHandler {

        @Override
        public String kind() {
            return Kind.INSTALLERS;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public JobResult run(Command command, Attempt attempt) {
            ToyInstallers made = ToyInstallers.of(command.job(), command.bodyAs(BuildInstallers.class));
            return new JobResult(made.result(), made.artifacts(), made.sealed());
        }
    }

    @Test
    void aSessionOfPythonsClient(KafkaCluster kafka) throws Exception {
        // given
        open(kafka, Map.of());
        house.work(2, new ToyWork());

        // when
        PythonSession session = PythonSession.against(house.gateway.address() + "/custom_install/xmlrpc/");

        // then
        session.assertAsExpected(house.gateway.address() + "/custom_install");
        assertThat(bytesOfStore()).doesNotContain(ToyInstallers.PRIVATE_KEY);
    }

    @Test
    void aJsonCallThatWaitsGetsItsPrivateKeysOnce(KafkaCluster kafka) throws Exception {
        // given
        open(kafka, Map.of());
        house.work(2, new ToyWork());

        // when
        JsonNode waited = GatewayHouse.json(post(WANTING, "Prefer", "wait=30"));
        HttpResponse<String> later = house.get("/api/v1/jobs/" + waited.get("id").textValue());

        // then
        assertThat(waited.at("/private_keys/bob").textValue()).isEqualTo(ToyInstallers.PRIVATE_KEY);
        assertThat(GatewayHouse.json(later).get("state").textValue()).isEqualTo("succeeded");
        assertThat(later.body()).doesNotContain(ToyInstallers.PRIVATE_KEY);
    }

    @Test
    void withoutAWorkerACallIsCalledOff(KafkaCluster kafka) throws Exception {
        // given
        open(kafka, Map.of("installers.wait-limit", "500ms"));

        // when
        HttpResponse<String> fault = house.client.send(
                HttpRequest.newBuilder(URI.create(house.gateway.address() + "/custom_install/xmlrpc/"))
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                <methodCall><methodName>build_installers</methodName><params><param><value><array><data>
                                <value><struct><member><name>percentage</name><value><int>80</int></value></member>
                                <member><name>owner</name><value>bob</value></member></struct></value>
                                </data></array></value></param></params></methodCall>"""))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String id = GatewayHouse.json(house.get("/api/v1/jobs")).at("/jobs/0/id").textValue();
        JsonNode job = GatewayHouse.json(house.get("/api/v1/jobs/" + id));

        // then
        assertThat(fault.statusCode()).isEqualTo(200);
        assertThat(fault.body()).contains("was called off: ask again");
        assertThat(job.get("state").textValue()).isEqualTo("cancelled");
        assertThat(job.get("cancelled_by").textValue()).isEqualTo("custom-install");
    }

    private HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        return house.client.send(
                HttpRequest.newBuilder(URI.create(house.gateway.address() + "/api/v1/installers"))
                        .header("Content-Type", "application/json").headers(headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String bytesOfStore() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(objects)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return all.toString();
    }
}
