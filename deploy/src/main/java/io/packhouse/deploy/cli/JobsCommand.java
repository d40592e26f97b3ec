package io.packhouse.deploy.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.packhouse.contracts.JobId;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.queue.DeadLetterRetry;

/** {@code jobs}: what operators do with jobs. */
@Command(name = "jobs", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = JobsCommand.Retry.class, description = "Look after jobs that the queue gave up.")
final class JobsCommand {

    /** {@code jobs retry}. */
    @Command(name = "retry", abbreviateSynopsis = true, sortOptions = false, description = {
            "Put jobs that were given up back to work.",
            "Each becomes a new job, whose id is printed: what was decided about the old one stays. Given-up jobs are "
                    + "kept for four weeks."})
    static final class Retry extends ConfiguredCommand {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "JOB", arity = "0..*", description = "The ids of the jobs.")
        private List<String> jobs = List.of();

        @Option(names = "--list", order = 1, description = "List the jobs that were given up, with the reasons.")
        private boolean list;

        @Option(names = "--kafka", paramLabel = "HOST:PORT", order = 2, description = "The house's Kafka (kafka.bootstrap).")
        private @Nullable String kafka;

        @Override
        Set<String> sections() {
            return Set.of("kafka", "log");
        }

        @Override
        public Integer call() {
            if (list == !jobs.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "Give the ids of jobs, or --list");
            }
            var ids = jobs.stream().map(this::id).toList();
            var flags = new LinkedHashMap<String, String>();
            if (kafka != null) {
                flags.put("kafka.bootstrap", kafka);
            }
            var loaded = config().load(flags);
            Console.of(loaded);
            var letters = new DeadLetterRetry(loaded.section("kafka", KafkaSettings.class));
            PrintWriter out = spec.commandLine().getOut();
            if (list) {
                letters.list(letter -> out.println(letter.at() + " " + letter.job() + " " + letter.reason()));
            }
            ids.forEach(id -> out.println(id + " -> " + letters.retry(id)));
            out.flush();
            return 0;
        }

        private JobId id(String text) {
            return JobId.parse(text).orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "'" + text + "' is no job's id, which has 40 characters of a-z and 0-9"));
        }
    }
}
