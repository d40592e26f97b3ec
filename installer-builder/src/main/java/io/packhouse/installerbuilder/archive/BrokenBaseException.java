package io.packhouse.installerbuilder.archive;

/**
 * A base installer that no build may use. The message is a part of a sentence that says what is wrong with the file, such as
 * {@code has no directory entry 'seattle/seattle_repy/'}.
 */
public final class BrokenBaseException extends Exception {

    /** Says what is wrong. */
    public BrokenBaseException(String message) {
        super(message);
    }

    BrokenBaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A foreign name as it may be shown in a message: printable ASCII, at most 80 characters. */
    static String shown(String name) {
        String printable = name.codePoints().map(c -> c < 0x20 || c > 0x7e ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return "'" + (printable.length() > 80 ? printable.substring(0, 80) + "..." : printable) + "'";
    }
}
