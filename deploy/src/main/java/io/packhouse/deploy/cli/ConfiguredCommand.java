package io.packhouse.deploy.cli;

import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Mixin;

/** A command that is configured by keys. Its exit code is 0, or 1 when it could not do what was asked. */
abstract class ConfiguredCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    final ConfigOptions config() {
        return config;
    }

    /** The sections whose keys matter to this command, such as {@code http}; the others are accepted, because files are shared. */
    abstract Set<String> sections();
}
