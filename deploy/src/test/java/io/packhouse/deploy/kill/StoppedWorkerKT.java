package io.packhouse.deploy.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A worker that stops past its lock and goes on later: it changes nothing that its successor wrote. */
class StoppedWorkerKT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void changesNothingThatItsSuccessorWrote() throws Exception {
        // Locks of a second, and keys that take long to make: the worker is stopped in the middle of one.
        try (ApartHouse house = new ApartHouse(directory, "queue.lock-duration=5s")) {
            house.startBroker();
            house.startGateway();
            ChildProcess slow = house.startWorker("--set", "installers.key-bits=8192", "--set", "installers.key-pool=1");
            JobsClient client = new JobsClient(house.gatewayUri());
            String id = client.buildWithMadeKey("stopped");
            await().atMost(LIMIT).until(() -> !client.job(id).path("attempts").isEmpty());
            slow.freeze();

            ChildProcess successor = house.startWorker();
            JsonNode ended = await().atMost(LIMIT).until(() -> client.job(id),
                    job -> "succeeded".equals(job.get("state").asText()));
            // A starved worker may lose its lock and take the job again before it is frozen.
            JsonNode attempts = ended.get("attempts");
            assertThat(attempts.get(attempts.size() - 1).get("worker")).isNotEqualTo(attempts.get(0).get("worker"));
            byte[] installer = client.artifact(id, "seattle_linux.tgz");
            byte[] outcome = outcome(id);

            slow.thaw();
            slow.awaitLine(".*" + id + ".*", LIMIT);
            // What the late worker still does it does before it takes its next job.
            successor.kill9();
            String next = client.build("after", "17 3233");
            await().atMost(LIMIT).until(() -> "succeeded".equals(client.job(next).get("state").asText()));

            assertThat(outcome(id)).isEqualTo(outcome);
            assertThat(client.job(id).get("result")).isEqualTo(ended.get("result"));
            assertThat(client.artifact(id, "seattle_linux.tgz")).isEqualTo(installer);
        }
    }

    /** The one object of the store that is the job's outcome. */
    private byte[] outcome(String id) throws Exception {
        Map<Path, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve("objects"))) {
            for (Path file : files.filter(path -> path.toString().contains(id) && path.toString().contains("outcome"))
                    .toList()) {
                found.put(file, Files.readAllBytes(file));
            }
        }
        assertThat(found).hasSize(1);
        return found.values().iterator().next();
    }
}
