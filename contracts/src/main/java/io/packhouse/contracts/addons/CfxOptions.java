package io.packhouse.contracts.addons;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.packhouse.contracts.Failure;

/**
 * The field {@code options}: options of {@code cfx xpi} (reference, section 8.5). The original passed whatever it was to a
 * command line; here only those are taken that cannot reach beyond the XPI.
 */
public final class CfxOptions {

    private static final Set<String> FLAGS = Set.of("--strip-xpi", "--no-strip-xpi", "--strip-sdk",
            "--force-use-bundled-sdk", "--force-mobile");
    private static final Set<String> WITH_VALUE = Set.of("--update-url", "--update-link", "--extra-packages",
            "--harness-option", "--static-args");

    private CfxOptions() {
    }

    /**
     * Reads the field: options with blanks between them, each {@code --name} or {@code --name=value}; a value with blanks
     * stands at the end of a single option, as the original's one argument.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} for an option that is not allowed, that lacks its value, or that has one it does
     *             not take
     */
    public static List<String> parse(String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>();
        // A blank begins an option only before "--": values such as JSON may have blanks.
        for (String option : text.split("\\s+(?=--)", -1)) {
            options.add(checked(option.strip()));
        }
        return List.copyOf(options);
    }

    private static String checked(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (FLAGS.contains(name)) {
            if (equals >= 0) {
                throw refused("the option " + name + " takes no value");
            }
            return option;
        }
        if (WITH_VALUE.contains(name)) {
            if (equals < 0 || equals == option.length() - 1) {
                throw refused("the option " + name + " needs a value: " + name + "=…");
            }
            return option;
        }
        throw refused("the option '" + shortened(name) + "' is not allowed; these are: " + FLAGS.stream().sorted()
                .collect(Collectors.joining(", ")) + ", "
                + WITH_VALUE.stream().sorted().collect(Collectors.joining("=…, ", "", "=…")));
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static RuntimeException refused(String sentence) {
        return new Failure(Failure.Code.INVALID_REQUEST, sentence).exception();
    }
}
