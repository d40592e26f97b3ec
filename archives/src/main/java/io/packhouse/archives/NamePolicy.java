package io.packhouse.archives;

/** Which names of an archive's entries may stand beside each other. */
public enum NamePolicy {
    /**
     * What is one tree here is the same tree on every file system: no two names are the same but for case or for the form of
     * Unicode, and no file is a directory for another ({@link EntryNames#meeting}). For archives that are taken as a whole.
     */
    APART_EVERYWHERE,
    /**
     * No name stands twice; a directory's slash at the end does not count. For archives of which some entries are taken, as
     * obfuscated jars with {@code a.class} beside {@code A.class}: whoever takes them looks whether those meet.
     */
    NEVER_TWICE
}
