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
}
