package io.packhouse.deploy.cli;

import java.io.PrintWriter;
import java.util.Arrays;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

import io.packhouse.broker.BrokerException;
import io.packhouse.contracts.FailureException;
import io.packhouse.deploy.cli.environments.EnvironmentCommand;
import io.packhouse.deploy.cli.packages.PackageCommand;
import io.packhouse.platform.config.ConfigException;

/**
 * The program: {@code ./packhouse COMMAND}. Exit codes: 0 done, 1 it could not be done, 2 it was asked for wrongly (a flag, a
 * key, a value), with a sentence on standard error either way.
 */
@Command(name = "packhouse", subcommands = {UpCommand.class, BrokerCommand.class, GatewayCommand.class,
        InstallerBuilderCommand.class, RepackagerCommand.class, PackageStoreCommand.class, SigningCommand.class,
        EnvBuilderCommand.class,
        ConfigCommand.class, TopicsCommand.class, JobsCommand.class,
        ListenCommand.class, EnvironmentCommand.class,
        TokenCommand.class, BaseInstallersCommand.class, RecipesCommand.class, PackageCommand.class,
        PackageServerCommand.class,
        RehearseCommand.class,
        CommandLine.HelpCommand.class}, synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Builds, rebuilds, signs and serves software packages on request.", footerHeading = "%nExamples:%n", footer = {
                "  packhouse up                      all in one, data in ./data",
                "  packhouse up --port 9000 --data /srv/packhouse",
                "  packhouse config > packhouse.yaml   a file to start from",
                "  packhouse COMMAND --help          what a command does, its flags and its keys"})
public final class Packhouse {

    private Packhouse() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        Lifetime.end(switch (arguments.length == 0 ? "" : arguments[0]) {
            // These two have the command lines of other programs, and the first is too short a task to load all of Packhouse.
            case PackageCommand.NAME ->
                PackageCommand.commandLine(Version.ofPackhouse()).execute(rest.toArray(String[]::new));
            case PackageServerCommand.NAME -> PackageServerCommand.run(rest);
            default -> commandLine().execute(KeyFlags.normalise(arguments));
        });
    }

    /** The command line, for the program and for its tests. */
    static CommandLine commandLine() {
        var line = new CommandLine(new Packhouse());
        equip(line);
        line.setAbbreviatedOptionsAllowed(false).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Packhouse::explain)
                .setParameterExceptionHandler(Packhouse::misused).setUsageHelpAutoWidth(true);
        PackageCommand.equip(line.getSubcommands().get(PackageCommand.NAME));
        return line;
    }

    private static void equip(CommandLine line) {
        if (line.getCommand() instanceof ConfiguredCommand command) {
            KeyFlags.addTo(line.getCommandSpec(), command);
        }
        line.getSubcommands().values().forEach(Packhouse::equip);
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        var line = e.getCommandLine();
        say(line, e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("'" + line.getCommandSpec().qualifiedName() + " --help' tells what it takes.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        return switch (e) {
            case ConfigException wrong -> {
                say(line, wrong.getMessage());
                yield CommandLine.ExitCode.USAGE;
            }
            case BrokerException known -> failed(line, known);
            case FailureException known -> failed(line, known);
            // Services refuse to start by these, in a sentence for the operator.
            case IllegalArgumentException known -> failed(line, known);
            case IllegalStateException known -> failed(line, known);
            default -> throw e;
        };
    }

    private static int failed(CommandLine line, Exception e) {
        say(line, e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(CommandLine line, String sentence) {
        PrintWriter err = line.getErr();
        err.println(Ansi.AUTO.string("@|bold,red packhouse:|@ ") + sentence);
        err.flush();
    }
}
