package io.packhouse.contracts.installers;

import java.util.Locale;
import java.util.Optional;

/** The platforms that installers are built for (reference, section 8.1). */
public enum Platform {
    /** Zip; note that its file name says {@code win}. */
    WINDOWS("seattle_win.zip", "application/zip"),
    /** Gzip'd tar. */
    MAC("seattle_mac.tgz", "application/gzip"),
    /** Gzip'd tar. */
    LINUX("seattle_linux.tgz", "application/gzip"),
    /** Zip. */
    ANDROID("seattle_android.zip", "application/zip");

    private final String fileName;
    private final String contentType;

    Platform(String fileName, String contentType) {
        this.fileName = fileName;
        this.contentType = contentType;
    }

    /** The name of the base installer and of every installer built from it. */
    public String fileName() {
        return fileName;
    }

    /** The media type of a download. */
    public String contentType() {
        return contentType;
    }

    /** The name in URLs and results: {@code windows}, {@code mac}, {@code linux}, {@code android}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The platform of that name, or empty. */
    public static Optional<Platform> parse(String wire) {
        for (Platform platform : values()) {
            if (platform.wire().equals(wire)) {
                return Optional.of(platform);
            }
        }
        return Optional.empty();
    }
}
