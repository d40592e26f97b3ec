package io.packhouse.deploy.kill;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole house dies in the middle of a burst and starts again on its data: what it acknowledged ends. */
class AllInOneKT {

    private static final int BUILDS = 200;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedBuildEndsAfterTheNextStart() throws Exception {
        int port = FreePorts.next();
        JobsClient client = new JobsClient(URI.create("http://127.0.0.1:" + port));
        ChildProcess first = up(port);
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch underWay = new CountDownLatch(BUILDS / 3);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < BUILDS; i++) {
                int number = i;
                calls.add(callers.submit(() -> {
                    acknowledged.add(client.build("build-" + number, "17 " + (1_000_000 + number)));
                    underWay.countDown();
                    return null;
                }));
            }
            underWay.await();
            first.kill9();
            try (ChildProcess second = up(port)) {
                for (Future<?> call : calls) {
                    call.get();
                }
                assertThat(new HashSet<>(acknowledged)).hasSize(BUILDS);
                for (String id : acknowledged) {
                    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
                            .until(() -> "succeeded".equals(client.job(id).get("state").asText()));
                }
                assertThat(client.list()).containsExactlyInAnyOrderElementsOf(acknowledged);
                second.terminate();
                assertThat(second.awaitExit(Duration.ofMinutes(2))).isZero();
            }
        }
        try (ChildProcess third = up(port)) {
            assertThat(client.list()).as("after an orderly stop").containsExactlyInAnyOrderElementsOf(acknowledged);
            third.terminate();
        }
    }

    private ChildProcess up(int port) {
        ChildProcess house = BuiltPackhouse.jvm().options("-Xmx512m").arguments("up", "--port",
                Integer.toString(port), "--data", directory.resolve("data").toString(), "--set", "management.port=0")
                .start();
        house.awaitLine("Packhouse is ready.*", Duration.ofMinutes(3));
        return house;
    }
}
