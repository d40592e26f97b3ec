package io.packhouse.deploy;

import java.util.HashMap;

import org.apache.kafka.clients.admin.Admin;

import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.platform.service.Service;

/** Makes the topics and sets up the share groups; done when it is started, so nothing is left to close. */
public final class TopicsService implements Service {

    private final KafkaSettings kafka;
    private final QueueSettings queue;

    public TopicsService(KafkaSettings kafka, QueueSettings queue) {
        this.kafka = kafka;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void start() {
        try (var admin = Admin.create(new HashMap<>(kafka.clientProperties()))) {
            new Provisioner(admin, kafka, queue).run();
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
