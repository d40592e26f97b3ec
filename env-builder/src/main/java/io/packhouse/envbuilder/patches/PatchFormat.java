package io.packhouse.envbuilder.patches;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A way to write down how one file becomes another. Found by {@link java.util.ServiceLoader}, so that a plug-in brings others; used
 * by any number of threads.
 */
public interface PatchFormat {

    /** As recipes name it, such as {@code gdiff}. */
    String name();

    /** Counts up whenever the same base and patch would make another file: a part of every step's key. */
    int version();

    /**
     * Writes what {@code base} becomes.
     *
     * @param patch
     *            from its beginning; buffered, not closed
     * @param result
     *            bounded: it ends the step when more comes than it may have, or when the attempt is stopped
     * @throws MisfitException
     *             when {@code patch} is none of this format, or is for another base
     */
    void apply(PatchBase base, InputStream patch, OutputStream result) throws IOException, MisfitException;
}
