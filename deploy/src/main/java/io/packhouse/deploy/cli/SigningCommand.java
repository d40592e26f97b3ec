package io.packhouse.deploy.cli;

import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code signing}: the service that signs, alone. */
@Command(name = "signing", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run a worker that signs: the only service that needs the private keys of signing.keys.",
        "Any number of them may serve one house: the same --kafka, the same --objects on a file system that they share, the "
                + "same keys. Ends in order on Ctrl-C or SIGTERM. Several processes on one machine need different "
                + "management.port, or 0."})
final class SigningCommand extends ConfiguredCommand {

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("kafka", "log", "management", "objects", "queue", "signing");
    }

    @Override
    public Integer call() throws Exception {
        return Apart.serve("signing", config().load(apart.keys()), process -> {
            process.signing().awaitJobs();
            return process.kafka();
        });
    }
}
