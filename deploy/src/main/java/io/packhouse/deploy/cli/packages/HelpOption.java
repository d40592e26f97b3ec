package io.packhouse.deploy.cli.packages;

import picocli.CommandLine.Option;

/** The flag {@code --help} of each command. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, order = 99, description = "Show this help and exit.")
    @SuppressWarnings("unused") // Picocli asks the option, not the field.
    private boolean help;
}
