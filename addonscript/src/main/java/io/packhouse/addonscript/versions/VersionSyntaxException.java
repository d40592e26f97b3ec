package io.packhouse.addonscript.versions;

/** A text is no version, or no range of versions; the message says why, and what would be one. */
public final class VersionSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    VersionSyntaxException(String message) {
        super(message);
    }
}
