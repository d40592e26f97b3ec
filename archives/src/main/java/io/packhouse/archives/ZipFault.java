package io.packhouse.archives;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is wrong with an archive: which rule it breaks, where, and with what numbers. Our words for it are {@link Kind#words};
 * a caller may have its own.
 *
 * @param names
 *            the entries that it is about, as the archive has them: none for the archive as a whole
 * @param values
 *            what else stands in the sentence, in its order
 */
public record ZipFault(Kind kind, List<String> names, List<Object> values) {

    public ZipFault {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    static ZipFault of(Kind kind, Object... values) {
        return new ZipFault(kind, List.of(), List.of(values));
    }

    static ZipFault in(String entry, Kind kind, Object... values) {
        return new ZipFault(kind, List.of(entry), List.of(values));
    }

    static ZipFault between(String first, String second, Kind kind) {
        return new ZipFault(kind, List.of(first, second), List.of());
    }

    /**
     * A part of a sentence that goes on after "the archive".
     *
     * @param words
     *            {@link Kind#words} or others, a format of {@link java.util.Formatter} for the same values
     * @param shown
     *            how a foreign name is shown
     */
    public String text(String words, UnaryOperator<String> shown) {
        List<Object> all = new ArrayList<>(names.stream().map(shown).toList());
        all.addAll(values);
        String entry = kind.place == Place.ENTRY ? "has the entry %s that " : "";
        return (entry + words).formatted(all.toArray());
    }

    /** What a fault is about, which decides what its words begin with. */
    private enum Place {
        ARCHIVE, ENTRY, NAMES
    }

    /** The rules, in the order in which an archive is looked at. */
    public enum Kind {
        /** The file's bytes; the most. */
        PACKED(Place.ARCHIVE, "has %d bytes; at most %d are taken"), NO_END(Place.ARCHIVE,
                "is no ZIP archive, or was cut off: it has no end record"),
        /** How many. */
        BYTES_BEHIND_END(Place.ARCHIVE, "has %d bytes after its end record; nothing may follow it"), COMMENT_CUT(
                Place.ARCHIVE,
                "was cut off: its end record announces a comment that is not all there"), SEVERAL_ENDS(Place.ARCHIVE,
                        "has several end records; an archive has one, and no comment holds another"), SEVERAL_PARTS(
                                Place.ARCHIVE, "is one part of an archive of several parts; it must be one file"),
        /** Only where {@link Tolerance#ZIP64} is not put up with. */
        ZIP64(Place.ARCHIVE, "is a ZIP64 archive or has such entries; none are read"), ZIP64_END_ELSEWHERE(Place.ARCHIVE,
                "has a zip64 end record that does not lie where it should"), ZIP64_END_DAMAGED(Place.ARCHIVE,
                        "has a damaged zip64 end record"), ENDS_DIFFER(Place.ARCHIVE, "has two end records that differ"),
        /** How many. */
        SELF_EXTRACTING(Place.ARCHIVE,
                "begins with %d bytes that belong to no entry, as self-extracting files do"), DIRECTORY_ELSEWHERE(
                        Place.ARCHIVE,
                        "has a central directory that does not end where the end record begins: it was cut or changed"),
        /** Entries that are counted; the directory's bytes. */
        COUNTED_TOO_MANY(Place.ARCHIVE, "counts %d entries, for which its central directory of %d bytes is too short"),
        /** Entries that are counted. */
        COUNTED_TOO_FEW(Place.ARCHIVE,
                "has more in its central directory than the %d entries that its end record counts"),
        /** Entries; the most. */
        ENTRIES(Place.ARCHIVE, "has %d entries; at most %d are taken"),
        /** Bytes of the central directory; the most. */
        DIRECTORY(Place.ARCHIVE, "has a central directory of %d bytes; at most %d are taken"), DIRECTORY_DAMAGED(
                Place.ARCHIVE, "has a damaged central directory"),
        /** The most. */
        NAMES(Place.ARCHIVE, "has names of more than %d characters all together"),

        NOT_UTF_8(Place.ENTRY, "has a name that is not UTF-8"),
        /** The name is empty or a slash. */
        NO_NAME(Place.ENTRY, "has no name"), CONTROL_CHARACTERS(Place.ENTRY,
                "has control characters in its name"), BACKSLASH(Place.ENTRY,
                        "has a backslash in its name; the parts of a path are separated by /"), ABSOLUTE_PATH(Place.ENTRY,
                                "has an absolute path; names are relative paths"), STRANGE_PARTS(Place.ENTRY,
                                        "has an empty part, '.' or '..' in its path"),
        /** Characters; the most. */
        NAME_LENGTH(Place.ENTRY, "has a name of %d characters; at most %d are taken"),
        /** Parts of the path; the most. */
        DEPTH(Place.ENTRY, "lies %d levels deep; at most %d are taken"),

        EXTRA_FIELDS_DAMAGED(Place.ENTRY, "has damaged extra fields"), ZIP64_SIZES_TWICE(Place.ENTRY,
                "has its 64-bit sizes twice"), ZIP64_SIZES_MISSING(Place.ENTRY,
                        "leaves out a size or an offset that is nowhere else"), OTHER_NAME(Place.ENTRY,
                                "has another name in an extra field"), OTHER_DISK(Place.ENTRY,
                                        "lies on another disk; an archive must be one file"), ENCRYPTED(Place.ENTRY,
                                                "is encrypted"),
        /** The flags that nobody knows. */
        UNKNOWN_FLAGS(Place.ENTRY, "has flags of unknown meaning: 0x%04x"),
        /** The method. */
        METHOD(Place.ENTRY, "is compressed by method %d; stored (0) and deflated (8) are read"), IMPOSSIBLE_SIZES(
                Place.ENTRY, "has sizes that no file has"),
        /** Packed bytes; unpacked bytes. */
        STORED_SIZES(Place.ENTRY, "is stored, but in %d bytes instead of %d"),
        /** Bytes. */
        DIRECTORY_WITH_BYTES(Place.ENTRY, "is a directory, but has %d bytes"), LINK(Place.ENTRY,
                "is a symbolic link"), SPECIAL_FILE(Place.ENTRY, "is a device, pipe or socket"), DIRECTORY_MARKED_AS_FILE(
                        Place.ENTRY, "ends with a slash, but is marked as a file"), DIRECTORY_WITHOUT_SLASH(Place.ENTRY,
                                "is marked as a directory, but has no slash at its end"),

        /** The name. */
        TWICE(Place.NAMES, "has two entries %s"),
        /** Both names. */
        ALIKE(Place.NAMES, "has the entries %s and %s, whose names are the same where case or Unicode forms do not count"),
        /** The file; what lies in the directory of that name. */
        FILE_AND_DIRECTORY(Place.NAMES, "has the entry %s that is a file, and a directory for %s"),

        /** How many. */
        BYTES_BEFORE(Place.ARCHIVE, "begins with %d bytes that belong to no entry"),
        /** The header lies in or behind the central directory. */
        HEADER_BEHIND(Place.ENTRY, "does not lie where the central directory says"), HEADER_ELSEWHERE(Place.ENTRY,
                "does not lie where the central directory says"),
        /** Which field. */
        HEADERS_DIFFER(Place.ENTRY, "has a local header whose %s differs from the central directory's"), OVERLAP(Place.ENTRY,
                "overlaps the next one or the central directory"),
        /** How many. */
        GAP(Place.ENTRY, "is followed by %d bytes that belong to no entry; archives that hide data are not taken"),

        /** Declared bytes; the most. */
        ENTRY_SIZE(Place.ENTRY, "unpacks to %d bytes; at most %d are taken of one entry"),
        /** Packed bytes; declared bytes; the floor; the most. */
        ENTRY_RATIO(Place.ENTRY, "unpacks from %d to %d bytes; above %d bytes it may be %d times as many"),
        /** Declared bytes; the most. */
        TOTAL_SIZE(Place.ARCHIVE, "unpacks to %d bytes; at most %d are taken"),
        /** Packed bytes; declared bytes; the floor; the most. */
        TOTAL_RATIO(Place.ARCHIVE, "unpacks from %d to %d bytes; above %d bytes it may be %d times as many"),

        DATA_DAMAGED(Place.ENTRY, "has damaged data; it cannot be unpacked"), DATA_CUT(Place.ENTRY,
                "has packed data that ends too early"),
        /** Packed data ends before the packed bytes do. */
        DATA_BEHIND(Place.ENTRY, "has packed data that ends elsewhere than declared"),
        /** Declared bytes; those that came. */
        TOO_FEW_BYTES(Place.ENTRY, "unpacks to fewer bytes than the %d that it declares"),
        /** Declared bytes. */
        TOO_MANY_BYTES(Place.ENTRY, "unpacks to more bytes than the %d that it declares"), CHECKSUM(Place.ENTRY,
                "does not have the checksum that it declares");

        private final Place place;
        private final String words;

        Kind(Place place, String words) {
            this.place = place;
            this.words = words;
        }

        /** Our words, as {@link ZipFault#text} takes them. */
        public String words() {
            return words;
        }

        /** Whether a limit was exceeded; otherwise a rule is broken. */
        public boolean isLimit() {
            return switch (this) {
                case PACKED, ENTRIES, DIRECTORY, NAMES, NAME_LENGTH, DEPTH, ENTRY_SIZE, ENTRY_RATIO, TOTAL_SIZE,
                        TOTAL_RATIO ->
                    true;
                default -> false;
            };
        }
    }
}
