package io.packhouse.archives;

import org.jspecify.annotations.Nullable;

/** How a reader of archives says no: it knows who sent the archive, and who reads the sentence. */
@FunctionalInterface
public interface Refusals {

    /**
     * The exception that ends the reading.
     *
     * @param cause
     *            what a library threw, or null
     */
    RuntimeException of(ZipFault fault, @Nullable Exception cause);

    /** Likewise, where no library threw anything. */
    default RuntimeException of(ZipFault fault) {
        return of(fault, null);
    }
}
