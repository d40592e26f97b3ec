package io.packhouse.deploy.cli;

import java.nio.file.Path;

import io.packhouse.deploy.House;
import io.packhouse.deploy.ServiceProcess;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;

/** A service that runs as its own process. */
final class Apart {

    private Apart() {
    }

    /** The section {@code objects} of the configuration. */
    record ObjectsSection(Path dir) {
    }

    /** Opens the service. */
    interface Opening {
        /** Answers where it is reached, or where it gets its work from. */
        String open(ServiceProcess process) throws Exception;
    }

    /** Serves until the process is told to end. */
    static int serve(String name, Config config, Opening opening) throws Exception {
        var started = System.nanoTime();
        var console = Console.of(config);
        var house = new House(console::progress);
        Lifetime.endsWith(house);
        var process = ServiceProcess.open(house, name, config, config.section("kafka", KafkaSettings.class),
                config.section("objects", ObjectsSection.class).dir(), Version.ofPackhouse());
        var address = opening.open(process);
        process.complete();
        console.say("%s is ready at %s after %.1f s (health: %s/health/ready)".formatted(name, address,
                (System.nanoTime() - started) / 1e9, process.managementAddress()));
        Lifetime.serve();
        return 0;
    }
}
