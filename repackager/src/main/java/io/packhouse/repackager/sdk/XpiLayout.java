package io.packhouse.repackager.sdk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;

/**
 * The entries of an XPI in their order (reference, section 8.1): made files first, then the files of the template and of the
 * packages, which from 1.3 on are sorted with each directory before its files, and the harness options last. Of two entries
 * with one name the first counts.
 */
final class XpiLayout {

    private static final String LAST = "harness-options.json";

    private final boolean sorted;
    private final Map<String, NewEntry> made = new LinkedHashMap<>();
    /** By name without a slash at its end, which is how directories sort. */
    private final Map<String, NewEntry> copied;

    XpiLayout(SdkRules rules) {
        this.sorted = rules.sorted();
        this.copied = sorted ? new TreeMap<>() : new LinkedHashMap<>();
    }

    /** A file that comes before all that are copied. */
    void addMade(String name, Content content) {
        made.putIfAbsent(name, new NewEntry(name, content));
    }

    /** A text, in UTF-8, that comes before all files that are copied. */
    void addMade(String name, String text) {
        addMade(name, Content.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    void addMadeDirectory(String name) {
        made.putIfAbsent(name + "/", NewEntry.directory(name));
    }

    /** A file; from 1.3 on with the directories that it lies in. */
    void addFile(String name, Content content) {
        if (!name.equals(LAST)) {
            copied.putIfAbsent(name, new NewEntry(name, content));
            int slash = name.lastIndexOf('/');
            if (sorted && slash > 0) {
                addDirectory(name.substring(0, slash));
            }
        }
    }

    /** A directory that has an entry even if it is empty; from 1.3 on so have those that it lies in. */
    void addDirectory(String name) {
        copied.putIfAbsent(name, NewEntry.directory(name));
        for (int slash = name.lastIndexOf('/'); sorted && slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String parent = name.substring(0, slash);
            copied.putIfAbsent(parent, NewEntry.directory(parent));
        }
    }

    /** All entries; {@code options} is the text of the last one. */
    List<NewEntry> entries(String options) {
        List<NewEntry> entries = new ArrayList<>(made.values());
        for (NewEntry entry : copied.values()) {
            if (!made.containsKey(entry.name())) {
                entries.add(entry);
            }
        }
        entries.add(new NewEntry(LAST, Content.of(options.getBytes(StandardCharsets.UTF_8))));
        return entries;
    }
}
