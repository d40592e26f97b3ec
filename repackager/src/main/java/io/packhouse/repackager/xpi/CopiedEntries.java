package io.packhouse.repackager.xpi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;

/** The entries of an XPI in which some files are changed. */
final class CopiedEntries {

    private CopiedEntries() {
    }

    /**
     * All entries in their order, compressed as they are, but those that changed. The signature no longer matches and is left
     * out.
     */
    static List<NewEntry> with(XpiArchive archive, Map<String, byte[]> changed) {
        return archive.entries().stream().filter(entry -> !isSignature(entry.name())).map(entry -> {
            byte[] bytes = changed.get(entry.name());
            return bytes == null ? NewEntry.of(entry) : new NewEntry(entry.name(), Content.of(bytes));
        }).toList();
    }

    static boolean isSignature(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("meta-inf/");
    }
}
