package io.packhouse.envbuilder.steps;

import io.packhouse.platform.config.ByteSize;

/**
 * What single steps and a build may take: the section {@code environments.limits} of the configuration.
 *
 * @param downloads
 *            bytes that one build may fetch
 * @param download
 *            bytes of one file
 * @param document
 *            bytes of a JSON or text document
 * @param entries
 *            of an archive or a tree
 * @param extracted
 *            bytes that come out of one archive
 * @param ratio
 *            how many bytes may come out of one byte of an archive
 * @param steps
 *            runs of steps of one build, each element of a {@code foreach} counted
 */
public record StepLimits(ByteSize downloads, ByteSize download, ByteSize document, int entries, ByteSize extracted,
        int ratio, int steps) {

    public StepLimits {
        if (entries < 1 || ratio < 1 || steps < 1) {
            throw new IllegalArgumentException("entries, ratio and steps are at least 1");
        }
    }
}
