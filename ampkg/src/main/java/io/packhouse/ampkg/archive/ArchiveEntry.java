package io.packhouse.ampkg.archive;

/**
 * An entry that passed all checks.
 *
 * @param name
 *            as the digest takes it: composed (NFC), otherwise as it is stored, without the slash at a directory's end
 * @param place
 *            where it lies in the package: {@code info.yaml} also for {@code ./info.yaml}; empty for the root
 * @param size
 *            bytes of its content, 0 for a directory
 * @param executable
 *            whether the owner may execute it; means nothing for a directory
 */
public record ArchiveEntry(Kind kind, String name, String place, long size, boolean executable) {

    /** What an entry is to the package. */
    public enum Kind {
        /** The first entry, once. */
        HEADER,
        /** A file of the payload. */
        FILE,
        /** A directory of the payload. */
        DIRECTORY,
        /** One of the last entries, at least one. */
        FOOTER
    }
}
