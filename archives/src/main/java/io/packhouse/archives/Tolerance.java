package io.packhouse.archives;

/** What a reader of an archive may put up with. Each is something that honest writers do, and that an archive can do without. */
public enum Tolerance {
    /** 64-bit counts, sizes and offsets (APPNOTE 4.3.14, 4.3.15, 4.5.3): more than 65,534 entries, or 4 GiB and more. */
    ZIP64,
    /**
     * Bytes before, between and behind the entries' data, as jars with aligned entries have them. They are nobody's and are not
     * looked at, and neither are the checksums and sizes that stand there.
     */
    GAPS,
    /** Flags that say nothing of how the data is read, as far as anybody knows. */
    UNKNOWN_FLAGS,
    /** Another name in Info-ZIP's extra field, which is not looked at. */
    OTHER_NAMES,
    /** A name with a slash at its end whose entry is marked as a file; it is a directory. */
    DIRECTORIES_MARKED_AS_FILES,
    /** The signature of an end record in the archive's comment, as long as it makes no second end. */
    SIGNATURES_IN_COMMENT
}
