package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;

/**
 * Files of the old XPI that a build does not know and the new one keeps (reference, section 4.5): those in the root whose names
 * are missing, at their full length, and {@code chrome/} for the SDKs that do not copy it.
 */
final class KeptFiles {

    private static final String CHROME = "chrome/";

    private KeptFiles() {
    }

    /** The built entries with what is kept, by name; {@code harness-options.json} stays the last where it is. */
    static List<NewEntry> add(XpiArchive old, List<NewEntry> built) {
        Set<String> names = built.stream().map(entry -> folded(entry.name())).collect(Collectors.toSet());
        boolean hasChrome = names.stream().anyMatch(name -> name.startsWith(CHROME));
        List<NewEntry> kept = old.entries().stream()
                .filter(entry -> TakenApart.isRootFile(entry) || (!hasChrome && entry.name().startsWith(CHROME)))
                .filter(entry -> !names.contains(folded(entry.name()))).map(NewEntry::of)
                .sorted((one, other) -> one.name().compareTo(other.name())).toList();
        List<NewEntry> all = new ArrayList<>(built);
        boolean optionsLast = !built.isEmpty() && built.getLast().name().equals(HarnessOptions.FILE);
        all.addAll(optionsLast ? built.size() - 1 : built.size(), kept);
        return all;
    }

    /** Names that differ in case only would meet on some systems. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
