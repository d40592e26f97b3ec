package io.packhouse.deploy.cli;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.packhouse.deploy.BrokerService;
import io.packhouse.deploy.House;

/** {@code broker}: the embedded Kafka alone, for a house whose services run apart on one machine. */
@Command(name = "broker", abbreviateSynopsis = true, sortOptions = false, description = {"Run a single-node Kafka.",
        "For services that run apart on one machine; give them --kafka with the address that is printed. A house that "
                + "matters runs on a Kafka cluster of its own instead."})
final class BrokerCommand extends ConfiguredCommand {

    private static final int USUAL_PORT = 9092;

    @Option(names = "--port", paramLabel = "N", order = 1, description = "Listen at this port (broker.port; default: "
            + USUAL_PORT + ").")
    private @Nullable Integer port;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    Set<String> sections() {
        return Set.of("broker", "kafka", "log");
    }

    @Override
    public Integer call() throws Exception {
        var loaded = config().load(port == null ? Map.of() : Map.of("broker.port", port.toString()));
        var console = Console.of(loaded);
        var settings = BrokerService.settings(loaded, data.directory());
        var house = new House(console::progress);
        Lifetime.endsWith(house);
        var broker = house.open(new BrokerService(settings.port() == 0 ? settings.withPort(USUAL_PORT) : settings));
        console.say("Kafka is ready at " + broker.bootstrapServers());
        Lifetime.serve();
        return 0;
    }
}
