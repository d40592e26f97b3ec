package io.packhouse.installerbuilder;

import java.time.Clock;
import java.util.List;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/** The installer builder on its queue: wires, and does nothing else. */
public final class InstallerBuilderService implements Service {

    private final InstallerBuilder builder;
    private final QueueWorker worker;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public InstallerBuilderService(Foundation foundation) {
        InstallersSettings settings = foundation.config().section("installers", InstallersSettings.class);
        builder = new InstallerBuilder(settings, foundation.objects(), foundation.metrics(), Clock.systemUTC());
        builder.addTo(foundation.health());
        worker = new QueueWorker(foundation, Topic.WORK_INSTALLERS, settings.workers(), List.of(builder.handler()));
    }

    @Override
    public String name() {
        return builder.name();
    }

    @Override
    public void start() throws Exception {
        builder.start();
        worker.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        worker.awaitJobs();
    }

    @Override
    public void close() {
        worker.close();
        builder.close();
    }
}
