package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.envbuilder.steps.KnownKind;

/** What is wrong with a repository, for its authors: the same reading as the service's, with nothing stored. */
public final class RepositoryLint {

    private RepositoryLint() {
    }

    /**
     * Everything that is wrong with the repository in {@code directory}, by path and line.
     *
     * @param settings
     *            with the limits, and the tools that recipes may name
     * @param kinds
     *            the kinds of steps that there are, by name
     * @throws IOException
     *             when there is no such directory, or it cannot be read
     */
    public static List<Finding> of(Path directory, RepositorySettings settings, Map<String, KnownKind> kinds)
            throws IOException {
        return new RepositoryReader(kinds, Optional.of(settings.tools().keySet()), BlobShelf.NONE)
                .read(RepositoryTree.of(directory, settings.tree())).findings();
    }
}
