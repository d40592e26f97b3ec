package io.packhouse.repackager.archive;

/**
 * An entry of an archive that is to be written.
 *
 * @param name
 *            the path with {@code /} between its parts; a directory ends with one and has no bytes
 * @param content
 *            the bytes; an entry of another archive is copied compressed as it is
 */
public record NewEntry(String name, Content content) {

    /** The entry of a directory. */
    public static NewEntry directory(String name) {
        return new NewEntry(name.endsWith("/") ? name : name + "/", Content.empty());
    }

    /** An entry of another archive as it is, under its own name. */
    public static NewEntry of(XpiEntry entry) {
        return new NewEntry(entry.name(), entry);
    }

    boolean isDirectory() {
        return name.endsWith("/");
    }
}
