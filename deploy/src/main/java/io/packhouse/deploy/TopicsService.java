package io.packhouse.deploy;

import java.time.Duration;

import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.Provisioner;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.platform.service.Service;

/** Makes the topics and sets up the share groups; done when it is started, so nothing is left to close. */
public final class TopicsService implements Service {

    /** For processes that are started together with their broker. */
    public static final Duration PATIENT = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(TopicsService.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Admin admin;
    private final KafkaSettings kafka;
    private final QueueSettings queue;
    private final Duration patience;

    /**
     * @param admin
     *            asks the cluster; stays the caller's to close
     * @param patience
     *            how long a cluster that does not answer is waited for
     */
    public TopicsService(Admin admin, KafkaSettings kafka, QueueSettings queue, Duration patience) {
        this.admin = admin;
        this.kafka = kafka;
        this.queue = queue;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void start() throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                new Provisioner(admin, kafka, queue).run();
                return;
            } catch (FailureException e) {
                if (e.failure().code() != Failure.Code.UNAVAILABLE || System.nanoTime() - end > 0) {
                    throw e;
                }
                log.atWarn().addKeyValue("cause", e.failure().message()).log("Waiting for Kafka");
                Thread.sleep(PAUSE);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
