package io.packhouse.deploy.cli;

import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code env-builder}: the service that builds launch environments, alone. */
@Command(name = "env-builder", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run a worker that builds launch environments from the recipes of environments.repository.",
        "Any number of them may serve one house: the same --kafka, the same --objects on a file system that they share, the "
                + "same repository. Ends in order on Ctrl-C or SIGTERM. Several processes on one machine need different "
                + "management.port, or 0."})
final class EnvBuilderCommand extends ConfiguredCommand {

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("environments", "kafka", "log", "management", "objects", "outbound", "queue");
    }

    @Override
    public Integer call() throws Exception {
        return Apart.serve("env-builder", config().load(apart.keys()), process -> {
            process.environments().awaitJobs();
            return process.kafka();
        });
    }
}
