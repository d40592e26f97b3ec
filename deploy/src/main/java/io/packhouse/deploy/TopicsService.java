package io.packhouse.deploy;

import org.apache.kafka.clients.admin.Admin;

import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.platform.service.Service;

/** Makes the topics and sets up the share groups; done when it is started, so nothing is left to close. */
public final class TopicsService implements Service {

    private final Admin admin;
    private final KafkaSettings kafka;
    private final QueueSettings queue;

    /**
     * @param admin
     *            asks the cluster; stays the caller's to close
     */
    public TopicsService(Admin admin, KafkaSettings kafka, QueueSettings queue) {
        this.admin = admin;
        this.kafka = kafka;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void start() {
        new Provisioner(admin, kafka, queue).run();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
