package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

import io.packhouse.ampkg.PackageException;

/**
 * {@code package}: the commands of {@code appman-packager}. Exit codes are the original's (package server reference, 4): 0 done,
 * or the signature is valid; 1 no signature, or an error, which standard error tells behind {@code ERROR:}; 2 the signature is
 * invalid.
 */
@Command(name = PackageCommand.NAME, mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = {
        CreateCommand.class, DevSignCommand.class, DevVerifyCommand.class, StoreSignCommand.class, StoreVerifyCommand.class,
        YamlToJsonCommand.class}, description = {"Make, sign and verify packages for the Qt Application Manager (.ampkg).",
                "The commands take the arguments of appman-packager, and its names for them too (create-package, "
                        + "dev-sign-package, …)."}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                                "0:Done; the signature is valid.",
                                "1:There is no such signature; or an error, which standard error tells.",
                                "2:The signature is invalid."})
public final class PackageCommand implements Callable<Integer> {

    /** The command's name. */
    public static final String NAME = "package";

    /** What the original ends with when anything goes wrong, the command line included. */
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    /**
     * The command line, which starts without the rest of Packhouse.
     *
     * @param version
     *            of Packhouse
     */
    public static CommandLine commandLine(String version) {
        var line = equip(new CommandLine(new PackageCommand()).setCommandName("packhouse " + NAME));
        line.getCommandSpec().version("packhouse " + version);
        return line;
    }

    /** Sets this command up as the original behaves, also below another command. */
    public static CommandLine equip(CommandLine line) {
        // Words such as @name are file names and passwords here, nothing else.
        line.setExpandAtFiles(false).setAbbreviatedOptionsAllowed(false).setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(PackageCommand::explain)
                .setParameterExceptionHandler(PackageCommand::misused);
        return line;
    }

    /** Without a command: its help, as an error. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return FAILED;
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        var line = e.getCommandLine();
        error(line, e.getMessage());
        line.usage(line.getErr());
        return FAILED;
    }

    private static int explain(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        return switch (e) {
            case PackageException known -> error(line, known.getMessage());
            case NoSuchFileException missing -> error(line, "there is no file " + missing.getFile());
            case IOException known -> error(line, known.getMessage() == null ? known.toString() : known.getMessage());
            default -> throw e;
        };
    }

    private static int error(CommandLine line, String sentence) {
        PrintWriter err = line.getErr();
        err.println("ERROR: " + sentence);
        err.flush();
        return FAILED;
    }
}
