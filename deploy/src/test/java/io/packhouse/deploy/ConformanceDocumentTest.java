package io.packhouse.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code docs/addonscript-conformance.md} names as a proof is a test that is there, and what it names as a reason too. */
class ConformanceDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PROOF = Pattern.compile("`([A-Za-z]+(?:Test|IT|KT))(?:#([A-Za-z0-9_]+))?`");
    private static final Pattern DECISION = Pattern.compile("\\b(0[0-9]{3})\\b");

    private final String document = read(ROOT.resolve("docs/addonscript-conformance.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("addonscript", "archives", "deploy", "env-builder", "gateway", "platform")) {
            Path tests = ROOT.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> sources.put(String.valueOf(file.getFileName()).replace(".java", ""),
                                    read(file)));
                }
            }
        }
        return sources;
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Map<String, String> sources = tests();
        List<MatchResult> proofs = PROOF.matcher(document).results().toList();

        assertThat(proofs).hasSizeGreaterThan(90);
        assertThat(proofs).allSatisfy(proof -> {
            String source = sources.getOrDefault(proof.group(1), "");
            assertThat(source).as("the source of " + proof.group()).contains("org.junit.jupiter");
            if (proof.group(2) != null) {
                assertThat(Pattern.compile("\\bvoid " + proof.group(2) + "\\(").matcher(source).find()).as(proof.group())
                        .isTrue();
            }
        });
    }

    @Test
    void namesDecisionsThatExist() throws IOException {
        List<String> decisions;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/decisions"))) {
            decisions = files.map(file -> String.valueOf(file.getFileName()).substring(0, 4)).toList();
        }
        assertThat(DECISION.matcher(document).results().map(found -> found.group(1)).distinct()).isSubsetOf(decisions);
    }

    /** Whoever keeps a rule proves it; only what is not done has nothing to show. */
    @Test
    void provesWhatIsKept() {
        assertThat(document.lines().filter(line -> line.startsWith("| ")).map(line -> line.split("\\|", -1))
                .filter(cells -> cells.length == 6 && !cells[1].contains("---") && !cells[4].contains("proven by")))
                .hasSizeGreaterThan(60)
                .allMatch(cells -> cells[3].strip().startsWith("not done")
                        || (cells[3].strip().matches("(kept|better).*") && PROOF.matcher(cells[4]).find()));
    }
}
