package io.packhouse.deploy.cli;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.packhouse.deploy.AllInOne;
import io.packhouse.deploy.House;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings;
import io.packhouse.gateway.installers.InstallersGatewaySettings;

/** {@code up}: everything in one process. */
@Command(name = "up", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run all in one: Kafka, the gateway and every service.",
        "Ends in order on Ctrl-C or SIGTERM. What was accepted before a stop, a kill or a crash is there after the next "
                + "start with the same --data."})
final class UpCommand extends ConfiguredCommand {

    @Option(names = "--port", paramLabel = "N", order = 1, description = "Listen at this port (http.port; default: 8080).")
    private @Nullable Integer port;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    Set<String> sections() {
        return Set.of("addons", "api", "broker", "deliveries", "environments", "http", "installers", "jobs", "kafka", "log",
                "management",
                "outbound", "packages", "queue", "signing");
    }

    @Override
    public Integer call() throws Exception {
        var started = System.nanoTime();
        var loaded = config().load(port == null ? Map.of() : Map.of("http.port", port.toString()));
        var console = Console.of(loaded);
        var house = new House(console::progress);
        Lifetime.endsWith(house);
        var up = AllInOne.open(house, loaded, data.directory(), Version.ofPackhouse());
        console.say("Packhouse is ready at %s after %.1f s".formatted(up.gateway(), (System.nanoTime() - started) / 1e9));
        up.guide(loaded.section(InstallersGatewaySettings.SECTION, InstallersGatewaySettings.class).mount(),
                loaded.section(EnvironmentsGatewaySettings.SECTION, EnvironmentsGatewaySettings.class).prefix())
                .forEach(console::say);
        Lifetime.serve();
        return 0;
    }
}
