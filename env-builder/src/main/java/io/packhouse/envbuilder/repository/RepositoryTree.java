package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.packhouse.envbuilder.values.Sha256Text;

/**
 * The files below a directory as they are now, without their content: cheap enough to be looked at every few seconds. Names that
 * begin with a dot and the leavings of editors are passed over; links that lead outside and files that are too large are refused
 * one by one.
 */
final class RepositoryTree {

    /** {@code <namespace>/<addon>/data/} and eight below. */
    private static final int DEPTH_LIMIT = 11;
    private static final int PATH_LIMIT = 1024;
    private static final Pattern PASSED_OVER = Pattern.compile("[.#].*|.*~|.*\\.(swp|swo|tmp|bak|orig|rej|part)");

    private final TreeLimits limits;
    private final Path root;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final SortedMap<String, String> refused = new TreeMap<>();
    private int names;
    private long bytes;

    private RepositoryTree(Path root, TreeLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /**
     * A file.
     *
     * @param stamp
     *            another one whenever the content may be another
     */
    record Entry(Path file, long size, String stamp) {
    }

    /**
     * What is below {@code directory} now.
     *
     * @throws IOException
     *             when there is no such directory, it cannot be read, or it holds more than a repository may
     */
    static RepositoryTree of(Path directory, TreeLimits limits) throws IOException {
        var tree = new RepositoryTree(directory.toRealPath(), limits);
        tree.read(tree.root, "", 0);
        return tree;
    }

    /** By path from the root, with {@code /}, sorted. */
    SortedMap<String, Entry> files() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** Why, by path: files and directories that are there and are not read. */
    SortedMap<String, String> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    /** Whether {@code path}, or a directory that it is in, was refused: it is not known whether there is such a file. */
    boolean isRefused(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (refused.containsKey(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Equal for trees whose files have the same names, sizes and times. */
    String fingerprint() {
        var text = new StringBuilder();
        entries.forEach((path, entry) -> text.append(path).append('\n').append(entry.stamp()).append('\n'));
        refused.forEach((path, why) -> text.append(path).append('\n').append(why).append('\n'));
        return Sha256Text.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void read(Path directory, String prefix, int depth) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path child : stream) {
                children.add(child);
                count(0);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(children);
        for (Path child : children) {
            String name = String.valueOf(child.getFileName()).replaceFirst("/$", "");
            if (!PASSED_OVER.matcher(name).matches()) {
                look(child, prefix + name, depth);
            }
        }
    }

    private void look(Path child, String path, int depth) throws IOException {
        BasicFileAttributes attributes;
        Path real;
        try {
            real = child.toRealPath();
            attributes = Files.readAttributes(real, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            refused.put(path, "is a link to nothing, or was removed while it was read");
            return;
        } catch (IOException e) {
            refused.put(path, "cannot be read: " + e.getMessage());
            return;
        }
        if (!real.startsWith(root)) {
            refused.put(path, "is a link that leads out of the repository");
        } else if (attributes.isDirectory()) {
            enter(child, real, path, depth);
        } else if (attributes.isRegularFile()) {
            take(real, path, attributes);
        } else {
            refused.put(path, "is neither a file nor a directory");
        }
    }

    private void enter(Path child, Path real, String path, int depth) throws IOException {
        if (child.startsWith(real) && !child.equals(real)) {
            refused.put(path, "is a link to a directory that it is in");
        } else if (depth == DEPTH_LIMIT) {
            refused.put(path, "is too deep: " + DEPTH_LIMIT + " levels of directories are read");
        } else if (Files.isReadable(real)) {
            read(real, path + "/", depth + 1);
        } else {
            refused.put(path, "cannot be read by the user that Packhouse runs as");
        }
    }

    private void take(Path file, String path, BasicFileAttributes attributes) throws IOException {
        if (attributes.size() > limits.fileSize().bytes()) {
            refused.put(path,
                    "has " + attributes.size() + " bytes; a file of a repository has at most " + limits.fileSize());
        } else if (path.length() > PATH_LIMIT) {
            refused.put(path, "has a path of more than " + PATH_LIMIT + " characters");
        } else {
            count(attributes.size());
            entries.put(path, new Entry(file, attributes.size(),
                    attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " " + attributes.fileKey()));
        }
    }

    private void count(long size) throws IOException {
        names += size == 0 ? 1 : 0;
        bytes += size;
        if (names > limits.files() || bytes > limits.size().bytes()) {
            throw new IOException("it holds more than " + limits.files() + " files or " + limits.size()
                    + " (environments.tree.files and size)");
        }
    }
}
