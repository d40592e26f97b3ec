package io.packhouse.deploy.cli.packages;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands of packages have: help, and where they print. They answer their exit code. */
abstract class PackageTask implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, order = 99, description = "Show this help and exit.")
    @SuppressWarnings("unused") // Picocli asks the option, not the field.
    private boolean help;

    final CommandSpec spec() {
        return spec;
    }

    /** Standard output. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
