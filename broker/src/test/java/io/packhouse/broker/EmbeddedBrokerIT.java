package io.packhouse.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@Timeout(180)
class EmbeddedBrokerIT {

    @TempDir
    Path directory;

    @Test
    void keepsRecordsOverAStopAndAStartOnAnotherPort() throws Exception {
        int firstPort;
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            firstPort = broker.port();
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic("kept");
            clients.send("kept", "a", "b");
            assertThat(clients.readAll("kept")).containsExactly("a", "b");
        }

        try (var taken = new ServerSocket(firstPort, 1, InetAddress.getLoopbackAddress());
                var broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            assertThat(broker.port()).isNotEqualTo(taken.getLocalPort());
            var clients = new Clients(broker.bootstrapServers());
            clients.send("kept", "c");
            assertThat(clients.readAll("kept")).containsExactly("a", "b", "c");
        }
    }

    @Test
    void comesBackOnTheSamePort() throws Exception {
        int port;
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            port = broker.port();
            new Clients(broker.bootstrapServers()).createTopic("kept");
        }
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory).withPort(port))) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(new Clients(broker.bootstrapServers()).readAll("kept")).isEmpty();
        }
    }

    @Test
    void twoLiveSideBySide() throws Exception {
        try (var one = EmbeddedBroker.start(BrokerSettings.in(directory.resolve("one")));
                var two = EmbeddedBroker.start(BrokerSettings.in(directory.resolve("two")))) {
            var first = new Clients(one.bootstrapServers());
            var second = new Clients(two.bootstrapServers());
            first.createTopic("same");
            second.createTopic("same");
            first.send("same", "in one");
            second.send("same", "in two");

            assertThat(first.readAll("same")).containsExactly("in one");
            assertThat(second.readAll("same")).containsExactly("in two");
        }
    }

    @Test
    void aTakenPortIsAnExceptionThatNamesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = BrokerSettings.in(directory).withPort(taken.getLocalPort());

            assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> EmbeddedBroker.start(settings).close())
                    .withMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .withMessageContaining("Address already in use");
        }
        assertThat(directory).as("nothing was written").isEmptyDirectory();
    }

    @Test
    void aDirectoryThatAnotherBrokerHoldsIsAnExceptionAndHarmsNobody() throws Exception {
        try (var holder = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            var clients = new Clients(holder.bootstrapServers());
            clients.createTopic("kept");

            assertThatExceptionOfType(BrokerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)).close())
                    .withMessageContaining(directory.toString());

            clients.send("kept", "a");
            assertThat(clients.readAll("kept")).containsExactly("a");
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsAnException() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "no directory");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(file)).close())
                .withMessageContaining(file.toString());
    }

    @Test
    void aTopicThatNobodyMadeIsNotMadeByAsking() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory));
                var admin = new Clients(broker.bootstrapServers()).admin()) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get());
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void aNewShareGroupGetsWhatWasThereBeforeItAndGroupsMayChooseShortLocks() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic("work");
            clients.configureGroup("workers",
                    Map.of("share.auto.offset.reset", "earliest", "share.record.lock.duration.ms", "1000",
                            "share.delivery.count.limit", "10", "share.renew.acknowledge.enable", "true"));
            clients.send("work", "first");

            try (var consumer = new KafkaShareConsumer<>(
                    Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(),
                            "group.id", "workers"),
                    new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("work"));
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(
                        () -> assertThat(consumer.poll(Duration.ofMillis(200))).extracting(r -> r.value())
                                .containsExactly("first"));
            }
        }
    }

    @Test
    void aLockBelowTheLowestIsRefused() throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            var clients = new Clients(broker.bootstrapServers());

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> clients.configureGroup("workers", Map.of("share.record.lock.duration.ms", "999")))
                    .withCauseInstanceOf(InvalidConfigurationException.class);
        }
    }

    @Test
    void aFaultOfTheControllerIsAnException() throws Exception {
        EmbeddedBroker.start(BrokerSettings.in(directory)).close();
        try (var files = Files.list(directory.resolve("__cluster_metadata-0"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                Files.write(file, new byte[4096]);
            }
        }
        var quorum = directory.resolve("__cluster_metadata-0/quorum-state");
        Files.writeString(quorum, "{");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)).close())
                .withMessageContaining("does not start").withMessageContaining(directory.toString());
        assertThatNoException().as("the directory was given back").isThrownBy(() -> DirectoryLock.take(directory).close());
    }

    @Test
    void aBrokenDiskIsToldToTheOwnerOnce() throws Exception {
        var faults = new LinkedBlockingQueue<BrokerException>();
        try (var broker = EmbeddedBroker.start(
                BrokerSettings.in(directory).withOverrides(Map.of("log.segment.bytes", "1048576")),
                faults::add)) {
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic("doomed");
            clients.send("doomed", "x".repeat(900_000));
            delete(directory.resolve("doomed-0"));

            Thread.ofVirtual().start(() -> clients.trySend("doomed", "x".repeat(900_000)));

            assertThat(faults.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(faults).isEmpty();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
