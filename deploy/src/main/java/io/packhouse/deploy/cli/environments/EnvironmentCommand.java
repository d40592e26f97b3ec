package io.packhouse.deploy.cli.environments;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code environment}: what a launcher does with an AddonScript server. */
@Command(name = "environment", synopsisSubcommandLabel = "COMMAND", subcommands = {RequestCommand.class,
        InstallCommand.class}, description = {
                "Ask an AddonScript server for launch environments and install them, as a launcher does.",
                "Works with any server of AddonScript's API version 2 that has the feature builder."})
public final class EnvironmentCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    @SuppressWarnings("unused") // Picocli asks the option, not the field.
    private boolean help;

    /** Without a command: its help, as an error. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
