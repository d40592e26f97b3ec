package io.packhouse.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static io.packhouse.platform.kafka.Answers.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OnEveryKafka
@Timeout(120)
class ProvisionerIT {

    private static final QueueSettings QUEUE = QueueSettings.defaults().withLockDuration(Duration.ofSeconds(20));

    private final KafkaCluster kafka;
    private final KafkaHouse house;
    private final TopicNames names;

    ProvisionerIT(KafkaCluster kafka) {
        this.kafka = kafka;
        house = new KafkaHouse(kafka.bootstrapServers(), kafka.freshPrefix());
        names = new TopicNames(house.settings().topicPrefix());
    }

    @AfterEach
    void end() {
        house.close();
    }

    @Test
    void makesEveryTopicAsItIsDeclared() throws Exception {
        provision(house.settings());

        var described = Awaitility.await().ignoreExceptions()
                .until(() -> house.admin().describeTopics(List.of(Topic.values()).stream().map(names::of).toList())
                        .allTopicNames().get(), found -> true);
        assertThat(described).hasSize(Topic.values().length);
        for (Topic topic : Topic.values()) {
            assertThat(described.get(names.of(topic)).partitions()).as(topic.plainName()).hasSize(topic.partitions())
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
        }
        assertThat(topicSettings(Topic.WORK_INSTALLERS)).containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("cleanup.policy", "delete").containsEntry("min.insync.replicas", "1")
                .doesNotContainEntry("flush.messages", "1");
        assertThat(topicSettings(Topic.EVENTS)).containsEntry("retention.ms", "86400000").containsEntry("cleanup.policy",
                "delete");
        assertThat(topicSettings(Topic.DEAD_LETTERS)).containsEntry("retention.ms", "2419200000")
                .containsEntry("cleanup.policy", "delete");
        assertThat(topicSettings(Topic.REGISTRY)).containsEntry("retention.ms", "-1").containsEntry("cleanup.policy",
                "compact");
    }

    @Test
    void flushesWorkAndNothingElseWhereThatIsWanted() throws Exception {
        var all = house.settings();
        provision(new KafkaSettings(all.bootstrap(), all.topicPrefix(), 1, 1, true, all.requestTimeout(), all.producer(),
                Map.of()));

        assertThat(topicSettings(Topic.WORK_INSTALLERS)).containsEntry("flush.messages", "1");
        assertThat(topicSettings(Topic.EVENTS)).doesNotContainEntry("flush.messages", "1");
    }

    @Test
    void configuresTheGroupOfEveryQueueBeforeItHasAMember() throws Exception {
        provision(house.settings());

        assertThat(house.admin().listGroups().all().get()).noneMatch(group -> group.groupId().startsWith(names.prefix()));
        assertThat(groupSettings()).containsEntry("share.auto.offset.reset", "earliest")
                .containsEntry("share.record.lock.duration.ms", "20000").containsEntry("share.delivery.count.limit", "10")
                .containsEntry("share.renew.acknowledge.enable", "true");
    }

    @Test
    void theGroupsSettingsHoldWhenItReturns() throws Exception {
        for (int i = 0; i < 20; i++) {
            var other = new KafkaSettings(house.settings().bootstrap(), kafka.freshPrefix(), 1, 1, false,
                    house.settings().requestTimeout(), house.settings().producer(), Map.of());
            provision(other);

            var group = new ConfigResource(ConfigResource.Type.GROUP,
                    new TopicNames(other.topicPrefix()).groupOf(Topic.WORK_INSTALLERS));
            assertThat(house.admin().describeConfigs(List.of(group)).all().get().get(group).get("share.auto.offset.reset")
                    .value())
                    .isEqualTo("earliest");
        }
    }

    @Test
    void theFirstMemberGetsWhatWasWrittenBeforeItCameAndMayRenewIt() {
        provision(house.settings());
        answer(house.writer().append(Topic.WORK_INSTALLERS, "job", Map.of(), "early".getBytes(UTF_8)));

        try (var worker = worker()) {
            ConsumerRecord<String, byte[]> record = first(worker).orElseThrow();
            assertThat(new String(record.value(), UTF_8)).isEqualTo("early");

            worker.acknowledge(record, AcknowledgeType.RENEW);

            assertThat(worker.commitSync().values()).containsExactly(Optional.empty());
            assertThat(worker.poll(Duration.ZERO)).hasSize(1);
            worker.acknowledge(record, AcknowledgeType.ACCEPT);
            assertThat(worker.commitSync().values()).containsExactly(Optional.empty());
        }
    }

    @Test
    void leavesWhatAnOperatorSetAloneButForTheGroups() throws Exception {
        house.admin().createTopics(List.of(new NewTopic(names.of(Topic.EVENTS), 3, (short) 1)
                .configs(Map.of("retention.ms", "3600000", "segment.ms", "60000")))).all().get();
        provision(house.settings());
        set(ConfigResource.Type.TOPIC, names.of(Topic.WORK_INSTALLERS), "min.insync.replicas", "2");
        set(ConfigResource.Type.GROUP, names.groupOf(Topic.WORK_INSTALLERS), "share.auto.offset.reset", "latest");
        set(ConfigResource.Type.GROUP, names.groupOf(Topic.WORK_INSTALLERS), "share.heartbeat.interval.ms", "6000");
        Awaitility.await("brokers learn of settings later").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(groupSettings()).containsEntry("share.auto.offset.reset", "latest")
                        .containsEntry("share.heartbeat.interval.ms", "6000"));

        provision(house.settings());

        assertThat(topicSettings(Topic.EVENTS)).containsEntry("retention.ms", "3600000").containsEntry("segment.ms",
                "60000");
        assertThat(topicSettings(Topic.WORK_INSTALLERS)).containsEntry("min.insync.replicas", "2");
        assertThat(groupSettings()).containsEntry("share.auto.offset.reset", "earliest")
                .containsEntry("share.heartbeat.interval.ms", "6000");
    }

    @Test
    void keepsRecordsWhenItRunsAgain() {
        provision(house.settings());
        answer(house.writer().append(Topic.WORK_INSTALLERS, "job", Map.of(), new byte[1]));

        provision(house.settings());

        assertThat(house.read(Topic.WORK_INSTALLERS)).hasSize(1);
    }

    @Test
    void threadsThatRunAtOnceAllSucceed() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            Callable<Void> run = () -> {
                provision(house.settings());
                return null;
            };
            for (var done : pool.invokeAll(IntStream.range(0, 8).mapToObj(_ -> run).toList())) {
                done.get();
            }
        }
        assertThat(groupSettings()).containsEntry("share.auto.offset.reset", "earliest");
        assertThat(topicSettings(Topic.WORK_INSTALLERS)).containsEntry("retention.ms", "-1");
    }

    @Test
    void processesThatRunAtOnceAllSucceed() throws Exception {
        List<ChildProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(ChildJvm.of(ProvisionerProcess.class)
                        .arguments(house.settings().bootstrap(), house.settings().topicPrefix()).start());
            }
            processes.forEach(process -> assertThat(process.awaitExit(Duration.ofSeconds(60))).as(process::output).isZero());
        } finally {
            processes.forEach(ChildProcess::close);
        }
        assertThat(topicSettings(Topic.WORK_INSTALLERS)).containsEntry("retention.ms", "-1");
        assertThat(groupSettings()).containsEntry("share.auto.offset.reset", "earliest");
    }

    @Test
    void saysWhatAClusterRefuses() {
        var all = house.settings();
        var replicated = new KafkaSettings(all.bootstrap(), all.topicPrefix(), 3, 2, false, all.requestTimeout(),
                all.producer(),
                Map.of());

        assertThatExceptionOfType(FailureException.class).isThrownBy(() -> provision(replicated)).satisfies(e -> {
            assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(e.failure().message()).contains(all.bootstrap()).contains("replication factor");
        });
    }

    @Test
    void saysThatNobodyAnswers() {
        var nobody = house.hasty().withBootstrap("127.0.0.1:" + FreePorts.next());
        try (var admin = Admin.create(new HashMap<>(nobody.clientProperties()))) {
            assertThatExceptionOfType(FailureException.class).isThrownBy(() -> new Provisioner(admin, nobody, QUEUE).run())
                    .satisfies(e -> {
                        assertThat(e.failure().code()).isEqualTo(Code.UNAVAILABLE);
                        assertThat(e.failure().message()).startsWith("topics and groups at " + nobody.bootstrap())
                                .doesNotContain("null").containsIgnoringCase("timed out");
                    });
        }
    }

    private void provision(KafkaSettings settings) {
        new Provisioner(house.admin(), settings, QUEUE).run();
    }

    private KafkaShareConsumer<String, byte[]> worker() {
        var worker = new KafkaShareConsumer<>(
                Map.<String, Object>of("bootstrap.servers", house.settings().bootstrap(), "group.id",
                        names.groupOf(Topic.WORK_INSTALLERS), "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        worker.subscribe(List.of(names.of(Topic.WORK_INSTALLERS)));
        return worker;
    }

    private static Optional<ConsumerRecord<String, byte[]>> first(KafkaShareConsumer<String, byte[]> worker) {
        for (int i = 0; i < 100; i++) {
            for (var record : worker.poll(Duration.ofMillis(300))) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private void set(ConfigResource.Type type, String name, String key, String value) throws Exception {
        house.admin().incrementalAlterConfigs(Map.of(new ConfigResource(type, name),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)))).all().get();
    }

    private Map<String, String> topicSettings(Topic topic) throws Exception {
        return settings(new ConfigResource(ConfigResource.Type.TOPIC, names.of(topic)));
    }

    private Map<String, String> groupSettings() throws Exception {
        return settings(new ConfigResource(ConfigResource.Type.GROUP, names.groupOf(Topic.WORK_INSTALLERS)));
    }

    private Map<String, String> settings(ConfigResource resource) throws Exception {
        Config config = Awaitility.await("brokers learn of topics later").ignoreExceptions().until(
                () -> house.admin().describeConfigs(List.of(resource)).all().get().get(resource),
                found -> !found.entries().isEmpty());
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }
}
