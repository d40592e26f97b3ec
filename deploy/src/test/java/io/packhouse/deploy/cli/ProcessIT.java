package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that run alone, as processes. */
@Timeout(180)
class ProcessIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path data;

    @Test
    void aBrokerServesUntilItIsTerminatedAndEndsWithZero() throws Exception {
        var port = FreePorts.next();
        try (var broker = packhouse("broker", "--port", Integer.toString(port), "--data", data.toString())) {
            broker.awaitLine("^Kafka is ready at 127.0.0.1:" + port + "$", SOON);
            try (var admin = admin(port)) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            }

            broker.terminate();

            assertThat(broker.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void topicsAreProvisionedAndAgain() throws Exception {
        var port = FreePorts.next();
        try (var broker = packhouse("broker", "--port", Integer.toString(port), "--data", data.toString())) {
            broker.awaitLine("^Kafka is ready", SOON);
            for (int i = 0; i < 2; i++) {
                try (var provision = packhouse("topics", "provision", "--kafka", "127.0.0.1:" + port,
                        "--kafka.topic-prefix=mine.")) {
                    assertThat(provision.awaitExit(SOON)).as(provision.output()).isZero();
                }
            }
            try (var admin = admin(port)) {
                assertThat(admin.listTopics().names().get()).contains("mine.work.installers", "mine.events");
            }
        }
    }

    @Test
    void aBrokerThatCannotListenEndsWithASentence() {
        var port = FreePorts.next();
        try (var first = packhouse("broker", "--port", Integer.toString(port), "--data", data.resolve("one").toString())) {
            first.awaitLine("^Kafka is ready", SOON);
            try (var second = packhouse("broker", "--port", Integer.toString(port), "--data",
                    data.resolve("two").toString())) {
                assertThat(second.awaitExit(SOON)).isEqualTo(1);
                assertThat(second.output()).contains("packhouse: Kafka cannot listen at 127.0.0.1:" + port)
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aWrongKeyStopsTheStartBeforeAnythingIsMade() {
        var missing = data.resolve("missing");
        try (var broker = packhouse("broker", "--data", missing.toString(), "--set", "broker.prot=1")) {
            assertThat(broker.awaitExit(SOON)).isEqualTo(2);
            assertThat(broker.output()).contains("broker.prot", "did you mean broker.port?");
        }
        assertThat(missing).doesNotExist();
    }

    private static ChildProcess packhouse(String... arguments) {
        return BuiltPackhouse.jvm().options("-Xmx512m").arguments(arguments).start();
    }

    private static Admin admin(int port) {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
    }
}
