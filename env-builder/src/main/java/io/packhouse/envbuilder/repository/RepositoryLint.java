package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a repository, for its authors: the same reading as the service's, with nothing stored. */
public final class RepositoryLint {

    private RepositoryLint() {
    }

    /**
     * Everything that is wrong with the repository in {@code directory}, by path and line.
     *
     * @param kinds
     *            the kinds of steps that there are, with their versions
     * @param tools
     *            the names of those that are configured; empty where they are not known
     * @throws IOException
     *             when there is no such directory, or it cannot be read
     */
    public static List<Finding> of(Path directory, TreeLimits limits, Map<String, Integer> kinds, Optional<Set<String>> tools)
            throws IOException {
        return new RepositoryReader(kinds, tools, BlobShelf.NONE).read(RepositoryTree.of(directory, limits)).findings();
    }
}
