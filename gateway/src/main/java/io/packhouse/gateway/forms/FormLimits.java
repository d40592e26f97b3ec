package io.packhouse.gateway.forms;

/**
 * How much a form may have. Whoever exceeds it gets {@code TOO_LARGE}.
 *
 * @param fields
 *            text fields
 * @param fieldBytes
 *            the bytes of one text field's value
 * @param textBytes
 *            the bytes of all text fields together, names included
 * @param files
 *            files
 * @param fileBytes
 *            the bytes of one file
 */
public record FormLimits(int fields, int fieldBytes, int textBytes, int files, long fileBytes) {
}
