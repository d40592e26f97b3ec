package io.packhouse.deploy.cli;

import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code repackager}: the service that rebuilds add-ons and delivers pingbacks, alone. */
@Command(name = "repackager", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run a worker that rebuilds add-ons and delivers pingbacks.",
        "Any number of them may serve one house: the same --kafka, the same --objects on a file system that they share, "
                + "the same addons.secrets-file. Ends in order on Ctrl-C or SIGTERM: running rebuilds may end, or are given "
                + "back. Several processes on one machine need different management.port, or 0."})
final class RepackagerCommand extends ConfiguredCommand {

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("addons", "deliveries", "kafka", "log", "management", "objects", "outbound", "queue");
    }

    @Override
    public Integer call() throws Exception {
        return Apart.serve("repackager", config().load(apart.keys()), process -> {
            process.repackager().awaitJobs();
            return process.kafka();
        });
    }
}
