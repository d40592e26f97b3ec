package io.packhouse.deploy.kill;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.testkit.ChildProcess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thousand rebuilds with pingbacks while what rebuilds and delivers is killed: every job ends, everybody is told, always
 * under one delivery id, and no rebuild shows twice.
 */
class RebuildsKT {

    private static final Logger log = LoggerFactory.getLogger(RebuildsKT.class);
    private static final int ROUNDS = 30;
    private static final int JOBS_PER_ROUND = 34;
    private static final int JOBS = ROUNDS * JOBS_PER_ROUND;

    @TempDir
    Path directory;

    @Test
    void everyJobEndsAndEverybodyIsToldWhileRepackagersAndTheGatewayAreKilled() throws Exception {
        try (AddonSite site = new AddonSite();
                ApartHouse house = new ApartHouse(directory, ApartHouse.MANY_ATTEMPTS,
                        "deliveries.schedule=200ms,500ms,1s,2s,2s,5s,5s,5s,5s,5s");
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            house.startBroker();
            ChildProcess gateway = house.startGateway();
            Deque<ChildProcess> repackagers = new ArrayDeque<>(
                    List.of(house.startRepackager(), house.startRepackager()));
            repackagers.forEach(ApartHouse::awaitReady);
            JobsClient client = new JobsClient(house.gatewayUri());

            Map<Integer, String> acknowledged = Collections.synchronizedMap(new LinkedHashMap<>());
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch underWay = new CountDownLatch(JOBS_PER_ROUND / 4);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < JOBS_PER_ROUND; i++) {
                    int number = round * JOBS_PER_ROUND + i;
                    calls.add(callers.submit(() -> {
                        acknowledged.put(number, client.rebuild("rebuild-" + number, site.addon(number), "2." + number,
                                site.pingback(number)));
                        underWay.countDown();
                        return null;
                    }));
                }
                underWay.await();
                repackagers.removeFirst().kill9();
                repackagers.addLast(house.startRepackager());
                if (round == ROUNDS / 2) {
                    gateway.kill9();
                    gateway = house.startGateway();
                }
                for (Future<?> call : calls) {
                    call.get();
                }
                ApartHouse.awaitReady(repackagers.peekLast());
            }

            assertThat(acknowledged).hasSize(JOBS);
            assertThat(new HashSet<>(acknowledged.values())).as("job ids").hasSize(JOBS);
            Map<Integer, JsonNode> ends = new LinkedHashMap<>();
            for (Map.Entry<Integer, String> job : acknowledged.entrySet()) {
                ends.put(job.getKey(), await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
                        .ignoreExceptions().until(() -> client.job(job.getValue()),
                                known -> known.get("state").asText().matches("succeeded|failed|cancelled")));
            }
            assertThat(ends.values()).allSatisfy(job -> assertThat(job.get("state").asText()).as(job::toString)
                    .isEqualTo("succeeded"));
            await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(acknowledged.keySet()).allSatisfy(
                    number -> assertThat(site.told(number)).as("told of add-on %d", number)
                            .anyMatch(AddonSite.Told::taken)));

            assertOneDeliveryEach(site, acknowledged);
            assertThat(client.list()).doesNotHaveDuplicates().containsAll(acknowledged.values()).hasSize(JOBS);
            assertRebuildsStand(site, client, ends);
            log.atInfo().addKeyValue("jobs", JOBS).addKeyValue("kills", ROUNDS)
                    .addKeyValue("attempts",
                            acknowledged.keySet().stream().mapToInt(number -> site.told(number).size()).sum())
                    .log("Everybody was told");
        }
    }

    private static void assertOneDeliveryEach(AddonSite site, Map<Integer, String> acknowledged) {
        assertThat(acknowledged).allSatisfy((number, job) -> {
            assertThat(site.told(number)).extracting(AddonSite.Told::delivery).containsOnly("dlv_" + job);
            assertThat(site.told(number)).extracting(told -> told.fields().get("result")).containsOnly("success");
            assertThat(site.told(number)).extracting(told -> told.fields().get("id"))
                    .containsOnly("addon-" + number + "@example.org");
            assertThat(site.told(number)).extracting(AddonSite.Told::fields).as("the same each time").containsOnly(
                    site.told(number).getFirst().fields());
        });
    }

    /** What a job was seen to have made is what it has made, for ever. */
    private static void assertRebuildsStand(AddonSite site, JobsClient client, Map<Integer, JsonNode> ends)
            throws Exception {
        for (Map.Entry<Integer, JsonNode> end : ends.entrySet()) {
            JsonNode again = client.job(end.getValue().get("id").asText());
            assertThat(again.get("result")).isEqualTo(end.getValue().get("result"));
            assertThat(again.get("artifacts")).isEqualTo(end.getValue().get("artifacts"));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int number = 0; number < JOBS; number += 100) {
                URI location = URI.create(site.told(number).getFirst().fields().get("location"));
                HttpResponse<byte[]> xpi = http.send(HttpRequest.newBuilder(location).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(xpi.statusCode()).isEqualTo(200);
                assertThat(manifest(xpi.body())).contains("\"2." + number + "\"");
            }
        }
    }

    private static String manifest(byte[] xpi) throws Exception {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(xpi))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("manifest.json")) {
                    return new String(zip.readAllBytes(), UTF_8);
                }
            }
        }
        throw new AssertionError("no manifest.json");
    }
}
