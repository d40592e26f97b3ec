package io.packhouse.envbuilder.fetch;

import java.util.List;

/**
 * A thing of other servers.
 *
 * @param name
 *            what messages call it, such as a file's name
 * @param urls
 *            addresses of one and the same thing, the preferred one first
 * @param checksums
 *            what it must be
 * @param isSibling
 *            whether a SHA-1 stands beside it, at its address with {@code .sha1} behind; not asked for where a digest is given
 */
record Wanted(String name, List<String> urls, Checksums checksums, boolean isSibling) {

    Wanted {
        urls = List.copyOf(urls);
        isSibling = isSibling && !checksums.isPinned();
    }
}
