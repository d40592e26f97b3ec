package io.packhouse.envbuilder.repository;

import io.packhouse.platform.config.ByteSize;

/**
 * How much a repository may be: the section {@code environments.tree} of the configuration. What is beyond is refused, file by
 * file.
 *
 * @param files
 *            in the whole tree, those too that nobody reads
 * @param size
 *            bytes of the whole tree
 * @param fileSize
 *            bytes of one file
 */
public record TreeLimits(int files, ByteSize size, ByteSize fileSize) {

    public TreeLimits {
        if (files < 1) {
            throw new IllegalArgumentException("environments.tree.files is at least 1, not " + files);
        }
        if (fileSize.bytes() > 1 << 30) {
            throw new IllegalArgumentException("environments.tree.file-size is at most 1GiB");
        }
    }
}
