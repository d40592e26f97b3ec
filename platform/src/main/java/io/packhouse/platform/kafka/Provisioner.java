package io.packhouse.platform.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.Topic.Retention;
import io.packhouse.contracts.TopicNames;

/**
 * Makes the topics and configures the share groups. Idempotent: what exists is left as an operator set it, but for the
 * groups' settings, without which jobs would be lost. Groups are configured before their first member can join, because
 * {@code share.auto.offset.reset} has no effect later.
 */
public final class Provisioner {

    private static final Logger log = LoggerFactory.getLogger(Provisioner.class);

    private final Admin admin;
    private final KafkaSettings settings;
    private final GroupLimits queue;
    private final TopicNames names;

    public Provisioner(Admin admin, KafkaSettings settings, GroupLimits queue) {
        this.admin = admin;
        this.settings = settings;
        this.queue = queue;
        this.names = new TopicNames(settings.topicPrefix());
    }

    /**
     * Provisions everything; returns when it is done.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when the cluster does not answer or refuses
     */
    public void run() {
        try {
            createTopics();
            new ShareGroups(admin, limit()).configure(groups(), Map.of(ShareGroups.RESET, "earliest",
                    "share.record.lock.duration.ms", Long.toString(queue.lockDuration().toMillis()),
                    "share.delivery.count.limit", Integer.toString(queue.deliveryLimit()),
                    "share.renew.acknowledge.enable", "true"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Failure.Code.UNAVAILABLE, "interrupted while provisioning topics").exception(e);
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new Failure(Failure.Code.UNAVAILABLE,
                    "topics and groups at " + settings.bootstrap() + " could not be provisioned: " + cause.getMessage())
                    .exception(cause);
        }
    }

    private void createTopics() throws Exception {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            wanted.add(new NewTopic(names.of(topic), topic.partitions(), (short) settings.replication())
                    .configs(configOf(topic)));
        }
        var results = admin.createTopics(wanted, new CreateTopicsOptions().timeoutMs(limit())).values();
        for (var result : results.entrySet()) {
            try {
                result.getValue().get();
                log.atInfo().addKeyValue("topic", result.getKey()).log("Made topic");
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private Map<String, String> configOf(Topic topic) {
        Map<String, String> config = new HashMap<>();
        config.put("min.insync.replicas", Integer.toString(settings.minInsync()));
        config.put("retention.bytes", "-1");
        config.put("retention.ms", switch (topic.retention()) {
            case Retention.ForEver _ -> "-1";
            case Retention.For keep -> Long.toString(keep.time().toMillis());
        });
        switch (topic.use()) {
            case QUEUE -> {
                config.put("cleanup.policy", "delete");
                if (settings.flush()) {
                    config.put("flush.messages", "1");
                }
            }
            case COMPACTED -> config.put("cleanup.policy", "compact");
            case LOG -> config.put("cleanup.policy", "delete");
        }
        return config;
    }

    private List<String> groups() {
        return Arrays.stream(Topic.values()).filter(topic -> topic.use() == Topic.Use.QUEUE).map(names::groupOf).toList();
    }

    /** Milliseconds; making topics takes a cluster longer than answering a question. */
    private int limit() {
        return Math.toIntExact(settings.requestTimeout().toMillis() * 2);
    }
}
