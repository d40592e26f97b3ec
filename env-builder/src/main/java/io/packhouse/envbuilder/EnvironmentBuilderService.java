package io.packhouse.envbuilder;

import java.util.List;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/** The environment builder: its repository, its kinds of steps, its queue. Wires, and does nothing else. */
public final class EnvironmentBuilderService implements Service {

    private final Outbound outbound;
    private final QueueWorker worker;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public EnvironmentBuilderService(Foundation foundation) {
        var settings = foundation.config().section(EnvironmentsSettings.SECTION, EnvironmentsSettings.class);
        outbound = Outbound.open(foundation);
        worker = new QueueWorker(foundation, Topic.WORK_ENVIRONMENTS, settings.workers(), List.of());
    }

    @Override
    public String name() {
        return "env-builder";
    }

    /** Starts and returns at once. */
    @Override
    public void start() throws Exception {
        worker.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        worker.awaitJobs();
    }

    @Override
    public void close() {
        worker.close();
        outbound.close();
    }
}
