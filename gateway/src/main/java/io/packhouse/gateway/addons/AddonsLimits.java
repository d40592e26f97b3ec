package io.packhouse.gateway.addons;

import java.time.Duration;

import io.packhouse.gateway.forms.FormLimits;
import io.packhouse.platform.config.ByteSize;

/**
 * How much one request may ask for; the original had no limits.
 *
 * @param elements
 *            elements in {@code addons}
 * @param fields
 *            text fields of a form
 * @param fieldSize
 *            one text field
 * @param textSize
 *            all text fields together; also a JSON request
 * @param uploads
 *            files
 * @param uploadSize
 *            one file
 * @param body
 *            the whole body
 * @param bodyTime
 *            how long a body may take to arrive
 * @param unproven
 *            what all requests together may bring before their secrets are known
 * @param requestSize
 *            the field {@code request} of a pingback
 */
public record AddonsLimits(int elements, int fields, ByteSize fieldSize, ByteSize textSize, int uploads, ByteSize uploadSize,
        ByteSize body, Duration bodyTime, ByteSize unproven, ByteSize requestSize) {

    private static final long LARGEST_TEXT = 64L * 1024 * 1024;

    public AddonsLimits {
        if (elements < 1 || fields < 1 || uploads < 0) {
            throw new IllegalArgumentException("elements and fields must be at least 1, uploads at least 0");
        }
        if (elements > 100_000) {
            throw new IllegalArgumentException("elements must be at most 100000");
        }
        if (textSize.bytes() < 1024 || textSize.bytes() > LARGEST_TEXT || fieldSize.bytes() > LARGEST_TEXT) {
            throw new IllegalArgumentException("text-size must be from 1KiB to 64MiB, field-size at most 64MiB");
        }
        if (bodyTime.isNegative() || bodyTime.isZero()) {
            throw new IllegalArgumentException("body-time must be longer than nothing");
        }
        if (requestSize.bytes() > 512 * 1024) {
            throw new IllegalArgumentException("request-size must be at most 512KiB, which a record of Kafka carries");
        }
    }

    /** The limits of a form. */
    FormLimits form() {
        return new FormLimits(fields, fieldSize.toInt(), textSize.toInt(), uploads, uploadSize.bytes());
    }
}
