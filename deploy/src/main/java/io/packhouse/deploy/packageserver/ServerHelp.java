package io.packhouse.deploy.packageserver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code package-server --help} prints. */
final class ServerHelp {

    private static final int INDENT = 6;
    private static final int WIDTH = 100;

    private static final List<String> HEAD = List.of("Usage: packhouse package-server [options]", "",
            "A package server for development that stands in for appman-package-server: developers push packages by HTTP or",
            "into a folder, devices list and download them. Everything that it needs runs in this one process.", "",
            "The options are short forms of keys of Packhouse, which are named in parentheses. They win over amps-config.yaml",
            "of the data directory, and that over the defaults. Whoever reaches the address may upload and remove packages, as",
            "with the original; the rest of Packhouse's API is served on this machine alone, or with tokens (api.tokens-file).",
            "", "Options:");

    private ServerHelp() {
    }

    static String text() {
        var lines = new ArrayList<>(HEAD);
        for (var option : ServerOption.values()) {
            lines.add("  " + option.synopsis());
            lines.addAll(wrapped(option.description()));
        }
        lines.add("");
        lines.add("Exit codes: 1 the command line is wrong, 2 anything else, with a sentence on standard error.");
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && INDENT + line.length() + 1 + word.length() > WIDTH) {
                lines.add(" ".repeat(INDENT) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(" ".repeat(INDENT) + line);
        return lines;
    }
}
