package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Sha256;

/**
 * What was put into {@code .packages} and what lies there by our doing: {@code .packages/.mirror}, to which a line is appended
 * before a file is put there ({@code + SHA-256 NAME}), when it lies there ({@code = SHA-256 SIZE TIME NAME}) and when it is gone
 * ({@code - NAME}). So after any end of the process it is known which files people put there or deleted meanwhile. For one thread
 * at a time.
 */
final class MirrorJournal {

    private static final String FILE = ".mirror";

    private final Path file;
    private final Map<String, Entry> entries;

    /**
     * What is known of a file.
     *
     * @param digests
     *            the SHA-256 of everything that we put there, or were about to
     * @param lies
     *            what lies there; null when that is not sure
     */
    record Entry(Set<String> digests, @Nullable Lying lies) {

        Optional<Lying> lying() {
            return Optional.ofNullable(lies);
        }
    }

    /** A file that was put in place. The time is in milliseconds since 1970, as not every file system knows more. */
    record Lying(String sha256, long size, long modified) {

        /** Whether the file there is still the one that was put there. */
        boolean is(FileStamp stamp) {
            return stamp.size() == size && stamp.modified().toMillis() == modified;
        }
    }

    private MirrorJournal(Path file, Map<String, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Reads the journal and makes it as short as it can be. A line that is none, such as one that was cut off, does not count. */
    static MirrorJournal open(Path packages) throws IOException {
        MirrorJournal journal = new MirrorJournal(packages.resolve(FILE), new HashMap<>());
        try {
            // Names are the user's, and any bytes that are no UTF-8 belong to no package.
            new String(Files.readAllBytes(journal.file), StandardCharsets.UTF_8).lines().forEach(journal::read);
        } catch (NoSuchFileException e) {
            // The first start.
        }
        journal.shorten();
        return journal;
    }

    private void read(String line) {
        String[] words = line.split(" ", 2);
        if (words.length < 2) {
            return;
        }
        switch (words[0]) {
            case "+" -> readPut(words[1].split(" ", 2));
            case "=" -> readLies(words[1].split(" ", 4));
            case "-" -> entries.remove(words[1]);
            default -> {
                // Of another version.
            }
        }
    }

    private void readPut(String[] words) {
        if (words.length == 2 && Sha256.isDigest(words[0])) {
            puts(words[1], words[0]);
        }
    }

    private void readLies(String[] words) {
        if (words.length == 4 && Sha256.isDigest(words[0]) && words[1].matches("[0-9]{1,18}")
                && words[2].matches("-?[0-9]{1,18}")) {
            lies(words[3], new Lying(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
    }

    private void shorten() throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> {
            entry.digests().forEach(digest -> text.append(putLine(name, digest)));
            entry.lying().ifPresent(lies -> text.append(liesLine(name, lies)));
        });
        Path next = file.resolveSibling(FILE + ".next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String putLine(String name, String digest) {
        return "+ " + digest + " " + name + "\n";
    }

    private static String liesLine(String name, Lying lies) {
        return "= " + lies.sha256() + " " + lies.size() + " " + lies.modified() + " " + name + "\n";
    }

    private void puts(String name, String digest) {
        entries.merge(name, new Entry(Set.of(digest), null), (old, _) -> {
            Set<String> digests = new HashSet<>(old.digests());
            digests.add(digest);
            return new Entry(digests, old.lies());
        });
    }

    private void lies(String name, Lying lies) {
        entries.put(name, new Entry(Set.of(lies.sha256()), lies));
    }

    private void append(String line) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A file is about to be put there. */
    void willPut(String name, String digest) throws IOException {
        append(putLine(name, digest));
        puts(name, digest);
    }

    /** A file lies there now. */
    void lies(String name, String digest, FileStamp stamp) throws IOException {
        Lying lies = new Lying(digest, stamp.size(), stamp.modified().toMillis());
        append(liesLine(name, lies));
        lies(name, lies);
    }

    /** Nothing of ours lies there any more. */
    void forget(String name) throws IOException {
        if (entries.remove(name) != null) {
            append("- " + name + "\n");
        }
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The names of all files that are known. */
    Set<String> names() {
        return Set.copyOf(entries.keySet());
    }
}
