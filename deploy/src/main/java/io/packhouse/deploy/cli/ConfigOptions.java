package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.packhouse.platform.config.Config;

/** The flags by which every command is configured: a file, {@code --set}, and a flag for each key ({@link KeyFlags}). */
final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", order = 90, description = "Read keys from a YAML file; './packhouse config' prints one to start from.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", order = 91, description = "Set a key; may be repeated. Flags win over environment variables, and these over the file.")
    private Map<String, String> set = new LinkedHashMap<>();

    private final Map<String, String> keyFlags = new LinkedHashMap<>();

    /** Remembers that the flag of {@code key} was given. */
    void flag(String key, String value) {
        keyFlags.put(key, value);
    }

    /**
     * The configuration from all sources.
     *
     * @param shortcuts
     *            what short flags such as {@code --port} say, by key; they win over everything else
     * @throws io.packhouse.platform.config.ConfigException
     *             when a key or a value is wrong
     */
    Config load(Map<String, String> shortcuts) {
        var flags = new LinkedHashMap<>(set);
        flags.putAll(keyFlags);
        flags.putAll(shortcuts);
        return Config.load(Modules.DEFAULTS, Optional.ofNullable(file), System.getenv(), flags);
    }
}
