package io.packhouse.deploy.packageserver;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line by the original's rules (package server reference, 2.10): {@code --option value} and
 * {@code --option=value}; whatever follows an option that takes a value is its value; one dash bundles options of one letter;
 * other words do not matter, and {@code --} ends the options.
 */
final class ServerArguments {

    private final Map<ServerOption, List<String>> given = new EnumMap<>(ServerOption.class);
    private final List<String> unknown = new ArrayList<>();

    private ServerArguments() {
    }

    /**
     * Reads a command line.
     *
     * @throws CommandLineException
     *             with the original's words
     */
    static ServerArguments parse(List<String> words) throws CommandLineException {
        var arguments = new ServerArguments();
        var rest = words.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (word.equals("--")) {
                break;
            } else if (word.startsWith("--")) {
                arguments.take(word, rest);
            } else if (word.startsWith("-") && word.length() > 1) {
                arguments.takeBundle(word);
            }
        }
        arguments.refuseUnknown();
        return arguments;
    }

    private void take(String word, Iterator<String> rest) throws CommandLineException {
        int equals = word.indexOf('=');
        var spelt = equals < 0 ? word : word.substring(0, equals);
        var option = ServerOption.find(spelt.substring(2));
        if (option.isEmpty()) {
            unknown.add(spelt.substring(2));
        } else if (!option.get().takesValue()) {
            if (equals >= 0) {
                throw new CommandLineException("Unexpected value after '" + spelt + "'.");
            }
            add(option.get(), "");
        } else if (equals >= 0) {
            add(option.get(), word.substring(equals + 1));
        } else if (rest.hasNext()) {
            add(option.get(), rest.next());
        } else {
            throw new CommandLineException("Missing value after '" + word + "'.");
        }
    }

    private void takeBundle(String word) {
        for (int i = 1; i < word.length(); i++) {
            var letter = word.substring(i, i + 1);
            ServerOption.find(letter).ifPresentOrElse(option -> add(option, ""), () -> unknown.add(letter));
        }
    }

    private void add(ServerOption option, String value) {
        given.computeIfAbsent(option, _ -> new ArrayList<>()).add(value);
    }

    private void refuseUnknown() throws CommandLineException {
        if (unknown.size() == 1) {
            throw new CommandLineException("Unknown option '" + unknown.getFirst() + "'.");
        } else if (!unknown.isEmpty()) {
            throw new CommandLineException("Unknown options: " + String.join(", ", unknown) + ".");
        }
    }

    boolean has(ServerOption option) {
        return given.containsKey(option);
    }

    /** The value of an option; of several the last one. */
    Optional<String> value(ServerOption option) {
        return Optional.ofNullable(given.get(option)).map(List::getLast);
    }

    /** All values of an option, in their order; none when it was not given. */
    List<String> values(ServerOption option) {
        return given.getOrDefault(option, List.of());
    }
}
