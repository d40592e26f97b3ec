package io.packhouse.deploy.cli;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config}: prints what holds. */
@Command(name = "config", abbreviateSynopsis = true, sortOptions = false, description = {
        "Print every key with its meaning and what holds now.",
        "The output is a configuration file for --config. Values come from the defaults, --config, environment "
                + "variables and flags; where one is not the default, a comment tells its origin. Secrets are left out."})
final class ConfigCommand extends ConfiguredCommand {

    @Spec
    private CommandSpec spec;

    @Override
    Set<String> sections() {
        return Modules.keys().stream().map(key -> key.name().split("\\.", 2)[0]).collect(Collectors.toSet());
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(config().load(Map.of()).annotated());
        out.flush();
        return 0;
    }
}
