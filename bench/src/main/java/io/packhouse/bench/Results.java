package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file of results: a section for each benchmark, replaced when that one is run again. */
final class Results {

    private static final String HEAD = """
            # Results of the benchmarks

            Written by `bench/run`. Every figure stands next to a baseline of the same run: on a shared machine only the ratios \
            mean something. Values are medians of rounds, with the least and the greatest in parentheses.
            """;

    private final Path file;
    private final Map<String, String> sections = new LinkedHashMap<>();

    private Results(Path file) {
        this.file = file;
    }

    static Results read(Path file) throws IOException {
        var results = new Results(file);
        if (Files.exists(file)) {
            for (String part : Files.readString(file).split("(?m)^(?=## )", -1)) {
                if (part.startsWith("## ")) {
                    results.sections.put(title(part), part.stripTrailing() + "\n");
                }
            }
        }
        return results;
    }

    void put(String section) throws IOException {
        sections.put(title(section), section.stripTrailing() + "\n");
        Files.writeString(file, HEAD + "\n" + String.join("\n", sections.values()));
    }

    private static String title(String section) {
        return section.lines().findFirst().orElseThrow();
    }
}
