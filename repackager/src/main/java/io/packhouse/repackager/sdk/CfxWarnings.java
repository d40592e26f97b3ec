package io.packhouse.repackager.sdk;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the caller should know of a build: each sentence once, in the order in which they came up, and not without end. */
final class CfxWarnings {

    private static final int LIMIT = 100;

    private final Set<String> sentences = new LinkedHashSet<>();

    void add(String sentence) {
        if (sentences.size() < LIMIT) {
            sentences.add(sentence);
        } else {
            sentences.add("There are more warnings.");
        }
    }

    void addAll(Collection<String> more) {
        more.forEach(this::add);
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
