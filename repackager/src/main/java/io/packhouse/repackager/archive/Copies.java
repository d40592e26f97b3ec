package io.packhouse.repackager.archive;

/** What is done about entries that are copied from another archive. */
public enum Copies {
    /**
     * They are unpacked, to nowhere and beside the copying: an entry that lies about its size or its checksum is refused, as it
     * is when it is read.
     */
    CHECKED,
    /** Their data is not looked at; what it declares wrongly, the copy declares wrongly. Several times as fast. */
    UNCHECKED
}
