package io.packhouse.ampkg;

/** A file is no package, breaks a rule of the format or a limit, or its signature does not hold; the message says which. */
public final class PackageException extends Exception {

    public PackageException(String sentence) {
        super(sentence);
    }

    public PackageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
