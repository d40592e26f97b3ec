package io.packhouse.repackager.xpi;

import java.util.List;
import java.util.regex.Pattern;

import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;

/** Finds machine code in an XPI by the names of its files (reference, section 9: what add-on sites look at). */
final class NativeCode {

    private static final Pattern BINARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib|exe|node)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int SHOWN = 3;

    private NativeCode() {
    }

    /** A warning when there is some, else nothing. */
    static List<String> warnings(XpiArchive archive) {
        List<String> found = archive.entries().stream().map(XpiEntry::name).filter(name -> BINARY.matcher(name).matches())
                .toList();
        if (found.isEmpty()) {
            return List.of();
        }
        String first = String.join(", ", found.stream().limit(SHOWN).map(Refused::shown).toList());
        return List.of("The XPI has native code: " + first
                + (found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more files" : ""));
    }
}
