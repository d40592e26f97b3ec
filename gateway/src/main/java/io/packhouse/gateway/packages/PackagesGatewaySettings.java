package io.packhouse.gateway.packages;

import java.time.Duration;

import io.packhouse.platform.config.ByteSize;

/**
 * What the gateway's part of the package store lets an operator choose: keys of the section {@code packages}, which
 * package-store reads others of.
 *
 * @param projectId
 *            what {@code /hello} wants to hear; not empty
 * @param openWrites
 *            whether the original's uploads and removals never need a token
 * @param waitLimit
 *            how long they are waited for
 * @param waitingLimit
 *            how many calls may wait for the catalogue at once
 * @param uploads
 *            how many may arrive at once
 * @param uploadTime
 *            how long one may take to arrive
 */
public record PackagesGatewaySettings(String projectId, boolean openWrites, Duration waitLimit,
        int waitingLimit, int uploads, Duration uploadTime, Limits limits) {

    /** The name of the annotated default file on the class path. */
    public static final String DEFAULTS = "config/packages-gateway.yaml";
    /** The section of these settings. */
    public static final String SECTION = "packages";

    /**
     * What a package may ask of us.
     *
     * @param packed
     *            the largest file
     */
    public record Limits(ByteSize packed) {

        public Limits {
            if (packed.bytes() < 1) {
                throw new IllegalArgumentException("packed must be at least 1 byte");
            }
        }
    }

    public PackagesGatewaySettings {
        if (projectId.isEmpty()) {
            throw new IllegalArgumentException("project-id must not be empty");
        }
        if (!waitLimit.isPositive() || !uploadTime.isPositive()) {
            throw new IllegalArgumentException("wait-limit and upload-time must be longer than nothing");
        }
        if (waitingLimit < 1 || uploads < 1) {
            throw new IllegalArgumentException("waiting-limit and uploads must be at least 1");
        }
    }
}
