package io.packhouse.testkit;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@OnEveryKafka
@Timeout(120)
class OnEveryKafkaIT {

    private KafkaCluster givenToBeforeEach;

    private final KafkaCluster kafka;

    OnEveryKafkaIT(KafkaCluster kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void start(KafkaCluster cluster) {
        givenToBeforeEach = cluster;
    }

    @Test
    void theSameClusterIsGivenEverywhere(KafkaCluster givenToMethod) {
        assertThat(givenToMethod).isSameAs(kafka).isSameAs(givenToBeforeEach);
    }

    @Test
    void prefixesAreFresh() {
        assertThat(kafka.freshPrefix()).isNotEqualTo(kafka.freshPrefix());
    }

    @Test
    void keepsAddressAndTopicsOverARestart() throws Exception {
        var topic = kafka.freshPrefix() + "kept";
        var address = kafka.bootstrapServers();
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }

        kafka.restart();

        assertThat(kafka.bootstrapServers()).isEqualTo(address);
        try (var admin = admin()) {
            assertThat(admin.listTopics().names().get()).contains(topic);
        }
    }

    @Test
    void allowsLocksOfOneSecond() throws Exception {
        var group = new ConfigResource(ConfigResource.Type.GROUP, kafka.freshPrefix() + "workers");
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(
                    new ConfigEntry("share.record.lock.duration.ms", "1000"), AlterConfigOp.OpType.SET)))).all().get();

            assertThat(admin.describeConfigs(List.of(group)).all().get().get(group).get("share.record.lock.duration.ms")
                    .value())
                    .isEqualTo("1000");
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
