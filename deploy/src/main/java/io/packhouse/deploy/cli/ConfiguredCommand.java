package io.packhouse.deploy.cli;

import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that is configured by keys. Its exit code is 0, or 1 when it could not do what was asked. */
abstract class ConfiguredCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, usageHelp = true, order = 99, description = "Show this help and exit.")
    @SuppressWarnings("unused") // Picocli asks the option, not the field.
    private boolean help;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    final ConfigOptions config() {
        return config;
    }

    /** The sections whose keys matter to this command, such as {@code http}; the others are accepted, because files are shared. */
    abstract Set<String> sections();
}
