package io.packhouse.envbuilder.repository;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.packhouse.addonscript.documents.JsonLines;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;

/** Collects what is wrong while a repository is read. For one thread. */
final class Findings {

    private static final int LIMIT = 10_000;

    private final TreeSet<Finding> findings = new TreeSet<>(Finding.ORDER);

    /** A whole file, or a directory, cannot be used. */
    void error(String path, String sentence) {
        add(new Finding(path, 0, true, sentence));
    }

    /** A whole file, or a directory, is probably not as it was meant. */
    void warning(String path, String sentence) {
        add(new Finding(path, 0, false, sentence));
    }

    void errors(String path, byte[] document, Collection<Problem> problems) {
        add(path, document, problems, true);
    }

    void error(String path, byte[] document, String pointer, String sentence) {
        errors(path, document, List.of(new Problem(ProblemCode.SCHEMA, pointer, sentence)));
    }

    void warnings(String path, byte[] document, Collection<Problem> problems) {
        add(path, document, problems, false);
    }

    /** Everything, by path and line. */
    List<Finding> all() {
        return List.copyOf(findings);
    }

    private void add(String path, byte[] document, Collection<Problem> problems, boolean isError) {
        if (problems.isEmpty()) {
            return;
        }
        Map<String, Integer> lines = JsonLines.of(document,
                problems.stream().map(Problem::pointer).collect(Collectors.toSet()));
        problems.forEach(problem -> add(new Finding(path, lines.getOrDefault(problem.pointer(), 1), isError,
                (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ") + problem.message())));
    }

    private void add(Finding finding) {
        if (findings.size() < LIMIT) {
            findings.add(finding);
        }
    }
}
