package io.packhouse.envbuilder.repository;

import java.util.Comparator;

/**
 * What is wrong with a file of a repository.
 *
 * @param path
 *            from the repository's root; empty for the root itself
 * @param line
 *            from 1; 0 where the whole file is meant
 * @param isError
 *            whether the file cannot be used as it is; otherwise its author is only warned
 * @param sentence
 *            what is wrong, with the place within the document where it has one
 */
public record Finding(String path, int line, boolean isError, String sentence) {

    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::path).thenComparingInt(Finding::line)
            .thenComparing(Finding::sentence);

    /** As compilers write it: {@code path:line: error: sentence}. */
    @Override
    public String toString() {
        return (path.isEmpty() ? "." : path) + ":" + (line > 0 ? line + ":" : "") + (isError ? " error: " : " warning: ")
                + sentence;
    }
}
