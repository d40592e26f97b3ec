package io.packhouse.deploy.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A thousand builds while everything that works on them is killed: none is lost, none happens twice. */
class InstallersKT {

    private static final Logger log = LoggerFactory.getLogger(InstallersKT.class);
    private static final int ROUNDS = 30;
    private static final int BUILDS_PER_ROUND = 34;
    /** One in so many builds has a key made that takes a good part of a second, so that kills hit a worker at work. */
    private static final int SLOW_ONES = 16;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedBuildEndsOnceWhileWorkersGatewayAndBrokerAreKilled() throws Exception {
        try (ApartHouse house = new ApartHouse(directory, ApartHouse.MANY_ATTEMPTS);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            ChildProcess broker = house.startBroker();
            ChildProcess gateway = house.startGateway();
            Deque<ChildProcess> workers = new ArrayDeque<>(List.of(startWorker(house), startWorker(house)));
            workers.forEach(ApartHouse::awaitReady);
            JobsClient client = new JobsClient(house.gatewayUri());

            Map<Integer, String> acknowledged = Collections.synchronizedMap(new LinkedHashMap<>());
            List<Kill> kills = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch underWay = new CountDownLatch(BUILDS_PER_ROUND / 4);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < BUILDS_PER_ROUND; i++) {
                    int number = round * BUILDS_PER_ROUND + i;
                    calls.add(callers.submit(() -> {
                        acknowledged.put(number, number % SLOW_ONES == 0
                                ? client.buildWithMadeKey("build-" + number)
                                : client.build("build-" + number, "17 " + (1_000_000 + number)));
                        underWay.countDown();
                        return null;
                    }));
                }
                underWay.await();
                Instant killed = Instant.now();
                workers.removeFirst().kill9();
                workers.addLast(startWorker(house));
                Kill kill = new Kill(killed, killed);
                if (round == ROUNDS / 3) {
                    gateway.kill9();
                    gateway = house.startGateway();
                } else if (round == 2 * ROUNDS / 3) {
                    broker.kill9();
                    broker = house.startBroker();
                    kill = new Kill(killed, Instant.now());
                }
                kills.add(kill);
                for (Future<?> call : calls) {
                    call.get();
                }
                // Somebody must be left to take over, else the figures tell how fast a process starts.
                ApartHouse.awaitReady(workers.peekLast());
            }

            int builds = ROUNDS * BUILDS_PER_ROUND;
            assertThat(acknowledged).hasSize(builds);
            assertThat(new HashSet<>(acknowledged.values())).as("job ids").hasSize(builds);
            Map<String, JsonNode> ends = new LinkedHashMap<>();
            for (String id : acknowledged.values()) {
                ends.put(id, await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).ignoreExceptions()
                        .until(() -> client.job(id),
                                job -> job.get("state").asText().matches("succeeded|failed|cancelled")));
            }
            assertThat(ends.values()).allSatisfy(job -> assertThat(job.get("state").asText()).isEqualTo("succeeded"));
            reportTakeovers(ends.values(), kills);

            // Every build shows once, and as it was first seen.
            assertThat(client.list()).doesNotHaveDuplicates().containsAll(acknowledged.values()).hasSize(builds);
            for (Map.Entry<String, JsonNode> end : ends.entrySet()) {
                JsonNode again = client.job(end.getKey());
                assertThat(again.get("result")).isEqualTo(end.getValue().get("result"));
                assertThat(again.get("artifacts")).isEqualTo(end.getValue().get("artifacts"));
            }
            for (int number = 1; number < builds; number += 2 * SLOW_ONES) {
                byte[] installer = client.artifact(acknowledged.get(number), "seattle_linux.tgz");
                assertThat(Installers.vesselinfo(installer))
                        .startsWith("Percent 80\nOwner 17 " + (1_000_000 + number) + "\n");
            }
        }
    }

    private static ChildProcess startWorker(ApartHouse house) {
        return house.startWorker("--set", "installers.key-bits=2048", "--set", "installers.key-pool=1", "--set",
                "installers.workers=4");
    }

    /**
     * The end of a worker.
     *
     * @param from
     *            since when another could take its jobs over: at once, or when the broker was back that was killed with it
     */
    private record Kill(Instant at, Instant from) {
    }

    /** Figures for people: how long the next attempt of a job took to begin that a killed worker held. */
    private static void reportTakeovers(Iterable<JsonNode> jobs, List<Kill> kills) {
        List<Long> millis = new ArrayList<>();
        for (JsonNode job : jobs) {
            JsonNode attempts = job.path("attempts");
            for (int i = 1; i < attempts.size(); i++) {
                Instant began = Instant.parse(attempts.get(i).get("started_at").asText());
                Instant before = Instant.parse(attempts.get(i - 1).get("started_at").asText());
                kills.stream().filter(kill -> kill.at().isAfter(before) && kill.at().isBefore(began)).findFirst()
                        .ifPresent(kill -> millis.add(Math.max(0, Duration.between(kill.from(), began).toMillis())));
            }
        }
        Collections.sort(millis);
        log.atInfo().addKeyValue("kills", kills.size()).addKeyValue("takeovers", millis.size())
                .addKeyValue("p50", millis.isEmpty() ? "none" : millis.get(millis.size() / 2) + " ms")
                .addKeyValue("p90", millis.isEmpty() ? "none" : millis.get(millis.size() * 9 / 10) + " ms")
                .addKeyValue("slowest", millis.isEmpty() ? "none" : millis.getLast() + " ms")
                .log("Takeovers after kills");
    }
}
