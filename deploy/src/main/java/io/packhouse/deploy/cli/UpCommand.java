package io.packhouse.deploy.cli;

import java.util.LinkedHashMap;
import java.util.Set;

import io.packhouse.broker.DirectoryLock;
import io.packhouse.deploy.BrokerService;
import io.packhouse.deploy.House;
import io.packhouse.deploy.TopicsService;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.queue.QueueSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: everything in one process. */
@Command(name = "up", mixinStandardHelpOptions = true, abbreviateSynopsis = true, sortOptions = false,
        description = {"Run all in one: Kafka, the gateway and every service.",
                "Ends in order on Ctrl-C or SIGTERM. What was accepted before a stop, a kill or a crash is there after the next "
                        + "start with the same --data."})
final class UpCommand extends ConfiguredCommand {

    @Option(names = "--port", paramLabel = "N", order = 1, description = "Listen at this port (http.port; default: 8080).")
    private @Nullable Integer port;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    Set<String> sections() {
        return Set.of("broker", "http", "installers", "kafka", "log", "management", "queue");
    }

    @Override
    public Integer call() throws Exception {
        var started = System.nanoTime();
        var flags = new LinkedHashMap<String, String>();
        flags.put("objects.dir", data.objects().toString());
        if (port != null) {
            flags.put("http.port", port.toString());
        }
        var loaded = config().load(flags);
        var console = Console.of(loaded);
        var settings = BrokerCommand.settings(loaded, data);
        var lock = DirectoryLock.take(data.directory());
        var house = new House(console::progress);
        Lifetime.endsWith(house);
        var broker = house.open(new BrokerService(settings));
        flags.put("kafka.bootstrap", broker.bootstrapServers());
        var complete = config().load(flags);
        house.open(new TopicsService(complete.section("kafka", KafkaSettings.class), complete.section("queue", QueueSettings.class)));
        console.say("Packhouse is ready at ? after %.1f s".formatted((System.nanoTime() - started) / 1e9));
        Lifetime.serve();
        lock.close();
        return 0;
    }
}
