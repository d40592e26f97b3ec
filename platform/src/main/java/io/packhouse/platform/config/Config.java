package io.packhouse.platform.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The configuration of a process: defaults, overridden by a YAML file, by environment variables, by flags, in this order.
 * Every key is known from the annotated default files; an unknown one stops the start with a {@link ConfigException}.
 *
 * <p>
 * Environment variables are the key in upper case with underscores and the prefix {@code PACKHOUSE_}. Lists are separated by
 * commas in variables and flags; an open map is a YAML mapping there. Immutable once loaded.
 */
public final class Config {

    /** Read by the launcher or by tools, and no keys. */
    private static final List<String> LAUNCHER_VARIABLES = List.of("PACKHOUSE_JAVA_OPTS", "PACKHOUSE_JAVA_HOME",
            "PACKHOUSE_SAMPLES");

    /** What Kubernetes gives every container for a Service named {@code packhouse-…}. */
    private static final Pattern SERVICE_LINK = Pattern
            .compile(
                    "PACKHOUSE_.*(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private final Defaults defaults;
    private final NavigableMap<String, Setting> settings = new TreeMap<>();

    private Config(Defaults defaults) {
        this.defaults = defaults;
        for (var key : defaults.keys()) {
            if (!key.isOpen()) {
                settings.put(key.name(), new Setting(key.name(), key, key.defaultValue(), Setting.DEFAULT));
            }
        }
    }

    /**
     * Reads all sources.
     *
     * @param defaultResources
     *            see {@link Defaults#read}
     * @param file
     *            the operator's YAML file
     * @param environment
     *            all environment variables; those without our prefix are ignored
     * @param flags
     *            values by key, from the command line
     * @throws ConfigException
     *             when a key is unknown, or a file unreadable
     */
    public static Config load(List<String> defaultResources, Optional<Path> file, Map<String, String> environment,
            Map<String, String> flags) {
        var config = new Config(Defaults.read(defaultResources));
        file.ifPresent(config::addFile);
        new TreeMap<>(environment).forEach(config::addVariable);
        flags.forEach((key, value) -> config.put(key, new RawValue.Text(value), "command line"));
        return config;
    }

    /**
     * The values of a section as a record: each component in kebab-case is a key. Components are strings, numbers, booleans,
     * {@link java.time.Duration}, {@link ByteSize}, {@link Path}, {@link java.net.URI}, enums, lists of these, records for
     * sections within, maps for open sections, and {@link Optional} or {@code @Nullable} where nothing is a value.
     *
     * @throws ConfigException
     *             when a value does not fit its component, or the record's constructor throws an
     *             {@link IllegalArgumentException}
     */
    public <T extends Record> T section(String prefix, Class<T> type) {
        return new RecordBinder(settings).bind(prefix, type);
    }

    /** Every known key, in the order of the default files. */
    public List<KnownKey> keys() {
        return defaults.keys();
    }

    /** The whole configuration as an annotated YAML file, with what holds now and where it comes from; secrets are left out. */
    public String annotated() {
        return new AnnotatedFile(defaults, settings).text();
    }

    private void addFile(Path file) {
        for (var entry : YamlDocument.parse(file.toString(), content(file)).entries()) {
            put(entry.key(), entry.value(), file + ", line " + entry.line());
        }
    }

    private void addVariable(String name, String value) {
        if (!name.startsWith(KnownKey.VARIABLE_PREFIX) || LAUNCHER_VARIABLES.contains(name)) {
            return;
        }
        var key = defaults.byVariable(name);
        if (key.isPresent()) {
            put(key.get().name(), new RawValue.Text(value), "environment variable " + name);
        } else if (!isServiceLink(name, value)) {
            throw UnknownKey.ofVariable(name, defaults.keys());
        }
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches() || (name.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*"));
    }

    private void put(String key, RawValue value, String origin) {
        var known = defaults.find(key).orElseThrow(
                () -> UnknownKey.of(key, origin, defaults.keys().stream().map(KnownKey::name).toList()));
        var setting = new Setting(key, known, value, origin);
        if (known.isOpen()) {
            putOpen(setting);
        } else {
            settings.put(key, fitted(setting));
        }
    }

    /** An entry of an open map, or several of them as a YAML mapping. */
    private void putOpen(Setting setting) {
        if (setting.value() instanceof RawValue.OpenMap) {
            return;
        }
        if (!setting.key().equals(setting.known().name())) {
            settings.put(setting.key(), setting);
            return;
        }
        if (!(setting.value() instanceof RawValue.Text(String text))
                || !(text.isBlank() || (text.startsWith("{") && text.endsWith("}")))) {
            throw setting.wrong("a mapping such as {key: value}");
        }
        for (var entry : YamlDocument.parse(setting.origin(), text).entries()) {
            settings.put(setting.key() + "." + entry.key(), new Setting(setting.key() + "." + entry.key(), setting.known(),
                    entry.value(), setting.origin()));
        }
    }

    private static Setting fitted(Setting setting) {
        var value = switch (setting.known().defaultValue()) {
            case RawValue.Items _ when setting.value() instanceof RawValue.Text(String text) -> RawValue.Items.of(text);
            case RawValue.Items _ when setting.value() instanceof RawValue.OpenMap ->
                throw setting.wrong("a list");
            case RawValue.Text _ when !(setting.value() instanceof RawValue.Text) -> throw setting.wrong("a single value");
            default -> setting.value();
        };
        return new Setting(setting.key(), setting.known(), value, setting.origin());
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ConfigException("The configuration file " + file + " is not UTF-8.", e);
        } catch (IOException e) {
            throw new ConfigException("The configuration file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ").", e);
        }
    }
}
