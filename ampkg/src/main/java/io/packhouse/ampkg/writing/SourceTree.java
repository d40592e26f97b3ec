package io.packhouse.ampkg.writing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.archive.EntryName;

/**
 * What of a directory belongs into a package: files and directories, each directory before its content, in the order of names.
 * As in the original, links and hidden files are left out, and so is the package itself (reference, 4).
 */
final class SourceTree {

    private static final String RESERVED = "--PACKAGE-";
    private static final int BLOCK = 1024;

    private final Path root;
    private final Path itself;
    private final List<SourceFile> files = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private SourceTree(Path root, Path itself) {
        this.root = root;
        this.itself = itself;
    }

    /**
     * Looks through a directory.
     *
     * @param target
     *            the package that will be made
     */
    static SourceTree of(Path root, Path target) throws PackageException, IOException {
        if (!Files.isDirectory(root)) {
            throw new PackageException("source " + root + " is not a directory");
        }
        var tree = new SourceTree(root.toRealPath(), target);
        tree.add(tree.root, "");
        return tree;
    }

    List<SourceFile> files() {
        return files;
    }

    List<String> warnings() {
        return warnings;
    }

    /** A file by its name in the package; null when there is none. */
    @Nullable
    SourceFile file(String name) {
        return files.stream().filter(file -> file.entry().kind() == Kind.FILE && file.entry().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether there is a file or directory where a manifest points to. */
    boolean has(String name) {
        Path place = root.resolve(name).normalize();
        return place.startsWith(root) && Files.exists(place);
    }

    private void add(Path directory, String prefix) throws PackageException, IOException {
        SequencedMap<String, Path> sorted = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = EntryName.read(lastPart(child.toUri()), Integer.MAX_VALUE);
                Path other = sorted.put(name, child);
                if (other != null) {
                    throw new PackageException(
                            "two files in " + directory + " have the same name once composed (NFC): " + name);
                }
            }
        }
        for (var child : sorted.entrySet()) {
            add(child.getValue(), prefix + child.getKey(), child.getKey());
        }
    }

    private void add(Path file, String name, String lastPart) throws PackageException, IOException {
        if (lastPart.startsWith(".")) {
            warnings.add("hidden files are left out (found: " + name + ")");
            return;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            warnings.add("sym-links are not supported (found: " + name + " -> " + Files.readSymbolicLink(file) + ")");
            return;
        }
        if (attributes.isOther() || isItself(file)) {
            return;
        }
        if (lastPart.startsWith(RESERVED)) {
            throw new PackageException(
                    "file names starting with " + RESERVED + " are reserved by the packager (found: " + name + ")");
        }
        if (name.startsWith("--")) {
            throw new PackageException("names starting with -- are reserved in the root of a package (found: " + name + ")");
        }
        long blocks = (attributes.size() + BLOCK - 1) / BLOCK;
        if (attributes.isDirectory()) {
            files.add(new SourceFile(file, new ArchiveEntry(Kind.DIRECTORY, name, name, 0, true), blocks));
            add(file, name + '/');
        } else {
            files.add(new SourceFile(file,
                    new ArchiveEntry(Kind.FILE, name, name, attributes.size(), Files.isExecutable(file)), blocks));
        }
    }

    private boolean isItself(Path file) throws IOException {
        return Files.exists(itself) && Files.isSameFile(file, itself);
    }

    /** A file's name as it is on the disk; Java's own text of it depends on the locale. */
    private static byte[] lastPart(URI uri) {
        String path = uri.getRawPath();
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        var name = new ByteArrayOutputStream();
        for (int i = path.lastIndexOf('/', end - 1) + 1; i < end; i++) {
            if (path.charAt(i) == '%') {
                name.write(Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                name.write(path.charAt(i));
            }
        }
        return name.toByteArray();
    }
}
