package io.packhouse.deploy.cli;

import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code installer-builder}: the service that builds custom installers, alone. */
@Command(name = "installer-builder", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run a worker that builds custom installers.",
        "Any number of them may serve one house: the same --kafka, and the same --objects on a file system that they "
                + "share. Ends in order on Ctrl-C or SIGTERM: running builds may end, or are given back. Several processes "
                + "on one machine need different management.port, or 0."})
final class InstallerBuilderCommand extends ConfiguredCommand {

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("installers", "kafka", "log", "management", "objects", "queue");
    }

    @Override
    public Integer call() throws Exception {
        return Apart.serve("installer-builder", config().load(apart.keys()), process -> {
            process.installers().awaitJobs();
            return process.kafka();
        });
    }
}
