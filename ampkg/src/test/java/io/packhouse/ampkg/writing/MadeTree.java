package io.packhouse.ampkg.writing;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;

/** Payloads of all kinds, the same for the same seed: names of all lengths, deep directories, files that are there twice. */
public final class MadeTree {

    private static final String[] LETTERS = {"a", "B", "0", " ", "\u00e4", "\u65e5", "\ud83d\ude80", "-", ".x", "'", "\\",
            "%"};

    private final List<ArchiveEntry> entries = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private final Set<String> places = new HashSet<>();
    private final List<String> directories = new ArrayList<>(List.of(""));
    private final Random random;

    public MadeTree(long seed, int count) {
        random = new Random(seed);
        for (int i = 0; i < count; i++) {
            add();
        }
    }

    public List<ArchiveEntry> entries() {
        return entries;
    }

    public byte[] content(int index) {
        return contents.get(index);
    }

    private void add() {
        String parent = directories.get(random.nextInt(directories.size()));
        String place = parent + name();
        boolean again = !entries.isEmpty() && random.nextInt(20) == 0;
        if (again && entries.getLast().kind() == Kind.FILE) {
            place = entries.getLast().place();
        } else if (!places.add(place)) {
            return;
        }
        if (!again && random.nextInt(4) == 0) {
            directories.add(place + '/');
            contents.add(new byte[0]);
            entries.add(new ArchiveEntry(Kind.DIRECTORY, place, place, 0, true));
        } else if (!again || entries.getLast().kind() == Kind.FILE) {
            byte[] content = new byte[random.nextInt(5) == 0 ? random.nextInt(100_000) : random.nextInt(3) * 512];
            random.nextBytes(content);
            contents.add(content);
            entries.add(new ArchiveEntry(Kind.FILE, place, place, content.length, random.nextBoolean()));
        }
    }

    private String name() {
        int length = switch (random.nextInt(4)) {
            case 0 -> 90 + random.nextInt(30);
            case 1 -> 150;
            default -> 1 + random.nextInt(12);
        };
        // No file system takes a part of more than 255 bytes.
        var name = new StringBuilder("x");
        while (name.toString().getBytes(StandardCharsets.UTF_8).length < length) {
            name.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
