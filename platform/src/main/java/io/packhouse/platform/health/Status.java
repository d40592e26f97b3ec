package io.packhouse.platform.health;

/**
 * The answer of a check.
 *
 * @param up
 *            whether the checked thing works
 * @param detail
 *            a sentence for the operator, which says what to do when it does not
 */
public record Status(boolean up, String detail) {

    /** It works. */
    public static Status up(String detail) {
        return new Status(true, detail);
    }

    /** It does not. */
    public static Status down(String detail) {
        return new Status(false, detail);
    }
}
