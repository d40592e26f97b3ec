package io.packhouse.deploy.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

import io.packhouse.platform.config.KnownKey;

/** Makes a flag of every key: {@code --http.port=8080} is {@code --set http.port=8080}. */
final class KeyFlags {

    private static final Pattern DOTTED_FLAG = Pattern.compile("--([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9_-]+)+)=(.*)",
            Pattern.DOTALL);

    private KeyFlags() {
    }

    /** Adds the flags to a command. Those outside the command's sections are understood, but not in its help. */
    static void addTo(CommandSpec spec, ConfiguredCommand command) {
        var shown = ArgGroupSpec.builder().exclusive(false).multiplicity("0..1").validate(false).order(100)
                .heading("%nKeys that this command looks at, also in a file, and as environment variables "
                        + "(http.port is PACKHOUSE_HTTP_PORT):%n");
        var sections = command.sections();
        for (var key : Modules.keys()) {
            var option = flag(key, command.config());
            if (Modules.isIn(sections, key)) {
                shown.addArg(option.build());
            } else {
                spec.addOption(option.hidden(true).build());
            }
        }
        if (!sections.isEmpty()) {
            spec.addArgGroup(shown.build());
        }
    }

    private static OptionSpec.Builder flag(KnownKey key, ConfigOptions options) {
        return OptionSpec.builder("--" + key.name()).arity("1").paramLabel("VALUE").type(String.class).required(false)
                .description(description(key)).setter(new ISetter() {
                    @Override
                    public <T> T set(T value) {
                        if (value instanceof String text) {
                            options.flag(key.name(), text);
                        }
                        return value;
                    }
                });
    }

    /**
     * Takes flags of keys that are no flag of ours, such as entries of an open map or misspelt ones, for {@code --set}: so the
     * configuration answers for them, with one sentence for every source.
     */
    static String[] normalise(String[] arguments) {
        var known = Modules.keys().stream().map(KnownKey::name).collect(Collectors.toSet());
        return Arrays.stream(arguments).flatMap(argument -> {
            var flag = DOTTED_FLAG.matcher(argument);
            return flag.matches() && !known.contains(flag.group(1))
                    ? Stream.of("--set", flag.group(1) + "=" + flag.group(2))
                    : Stream.of(argument);
        }).toArray(String[]::new);
    }

    /** Picocli formats descriptions and looks for markup in them. */
    private static String description(KnownKey key) {
        var text = String.join(" ", key.description().lines().toList());
        if (!key.isOpen() && !key.secret()) {
            var value = key.defaultValue().toString();
            text += " Default: " + (value.isEmpty() ? "none" : value);
        }
        return text.replace("%", "%%").replace("@|", "@ |");
    }
}
