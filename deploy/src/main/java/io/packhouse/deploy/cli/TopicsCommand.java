package io.packhouse.deploy.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.packhouse.deploy.House;
import io.packhouse.deploy.TopicsService;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.queue.QueueSettings;

/** {@code topics}: what operators do with topics. */
@Command(name = "topics", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = TopicsCommand.Provision.class, description = "Make the topics of a house on a Kafka cluster.")
final class TopicsCommand {

    /** {@code topics provision}. */
    @Command(name = "provision", abbreviateSynopsis = true, sortOptions = false, description = {
            "Make the topics and set up the share groups.",
            "Every service does so at its start; this is for clusters where only an operator may. Topics that exist stay "
                    + "as they are, so it may be repeated."})
    static final class Provision extends ConfiguredCommand {

        @Option(names = "--kafka", paramLabel = "HOST:PORT", order = 1, description = "The cluster (kafka.bootstrap).")
        private @Nullable String kafka;

        @Override
        Set<String> sections() {
            return Set.of("kafka", "queue", "log");
        }

        @Override
        public Integer call() throws Exception {
            var flags = new LinkedHashMap<String, String>();
            if (kafka != null) {
                flags.put("kafka.bootstrap", kafka);
            }
            var loaded = config().load(flags);
            var console = Console.of(loaded);
            var cluster = loaded.section("kafka", KafkaSettings.class);
            try (var admin = Admin.create(new HashMap<>(cluster.clientProperties()));
                    var house = new House(console::progress)) {
                house.open(new TopicsService(admin, cluster, loaded.section("queue", QueueSettings.class), Duration.ZERO));
            }
            console.say(
                    "Topics and groups with the prefix '" + cluster.topicPrefix() + "' are ready at " + cluster.bootstrap());
            return 0;
        }
    }
}
