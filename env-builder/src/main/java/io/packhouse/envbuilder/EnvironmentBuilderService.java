package io.packhouse.envbuilder;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.envbuilder.engine.BuildEnvironmentHandler;
import io.packhouse.envbuilder.repository.RepositoryWatch;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.kafka.Registration;
import io.packhouse.platform.kafka.RegistryEntry;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/** The environment builder: its repository, its kinds of steps, its queue. Wires, and does nothing else. */
public final class EnvironmentBuilderService implements Service {

    private static final Duration TELLING_LIMIT = Duration.ofMinutes(2);

    private final Outbound outbound;
    private final Scratch scratch;
    private final Registration<EnvironmentRepository> registration;
    private final RegistryEntry<EnvironmentRepository> entry = new RegistryEntry<>(EnvironmentRepository.ENTRY,
            EnvironmentRepository.class, EnvironmentRepository.NONE);
    private final RepositoryWatch repository;
    private final LogView registry;
    private final QueueWorker worker;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public EnvironmentBuilderService(Foundation foundation) {
        var settings = foundation.config().section(EnvironmentsSettings.SECTION, EnvironmentsSettings.class);
        outbound = Outbound.open(foundation);
        scratch = Scratch.open(settings.scratchRoot());
        var kinds = StepKinds.load(new Workshop(foundation.objects(), outbound, settings.limits(), foundation.config(),
                scratch.directory(), foundation.metrics()));
        kinds.checks().forEach(foundation.health()::addReady);
        registration = new Registration<>(foundation.vertx(), foundation.writer(), EnvironmentRepository.ENTRY);
        repository = RepositoryWatch.open(foundation, kinds.known(), registration::tell);
        foundation.health().addReady("recipes", repository::status);
        registry = new LogView(foundation.vertx(), foundation.admin(), foundation.kafka(), Set.of(Topic.REGISTRY), log -> {
            entry.fold(log);
            repository.heard(entry.value());
        });
        worker = new QueueWorker(foundation, Topic.WORK_ENVIRONMENTS, settings.workers(),
                List.of(new BuildEnvironmentHandler(new BuildEnvironmentHandler.Settings(settings.timeLimit(),
                        settings.parallelSteps(), settings.limits(), settings.compat().allowVariables()), kinds,
                        foundation.objects(), foundation.metrics(), InstantSource.system())));
    }

    @Override
    public String name() {
        return "env-builder";
    }

    /** Reads the repository, also when something is wrong with it: that is told in {@code /health/ready}. */
    @Override
    public void start() throws Exception {
        repository.start();
        registry.start();
        worker.start();
    }

    /**
     * Returns when a job would start at once, and gateways could know of the repository; {@code UNAVAILABLE} when that takes too
     * long.
     */
    public void awaitJobs() throws InterruptedException {
        registration.awaitTold(TELLING_LIMIT);
        worker.awaitJobs();
    }

    @Override
    public void close() {
        worker.close();
        registry.close();
        repository.close();
        registration.stop();
        outbound.close();
        scratch.close();
    }
}
