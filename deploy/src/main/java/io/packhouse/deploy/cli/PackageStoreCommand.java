package io.packhouse.deploy.cli;

import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code package-store}: the service that verifies packages and keeps the catalogue, alone. */
@Command(name = "package-store", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run a worker that verifies uploaded packages, writes the catalogue and serves a data directory.",
        "Any number of them may serve one house: the same --kafka, the same --objects on a file system that they share; of "
                + "those only one may have packages.data-dir set to a directory. Ends in order on Ctrl-C or SIGTERM. Several "
                + "processes on one machine need different management.port, or 0."})
final class PackageStoreCommand extends ConfiguredCommand {

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("kafka", "log", "management", "objects", "packages", "queue");
    }

    @Override
    public Integer call() throws Exception {
        return Apart.serve("package-store", config().load(apart.keys()), process -> {
            process.packageStore().awaitJobs();
            return process.kafka();
        });
    }
}
