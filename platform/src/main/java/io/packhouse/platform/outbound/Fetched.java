package io.packhouse.platform.outbound;

import io.packhouse.contracts.BlobRef;

/**
 * What a fetch brought.
 *
 * @param url
 *            where the bytes came from in the end, after redirects, in canonical form
 * @param contentType
 *            as the server said it; empty when it said nothing
 * @param blob
 *            the bytes, durable, with their size
 */
public record Fetched(String url, String contentType, BlobRef blob) {
}
