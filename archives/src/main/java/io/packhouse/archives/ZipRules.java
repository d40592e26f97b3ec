package io.packhouse.archives;

import java.util.Set;

/**
 * How an archive is read.
 *
 * @param limits
 *            what it may ask of us
 * @param tolerated
 *            what is put up with; empty for the strictest reading, in which readers by stream, readers by directory and we see
 *            the same files and no byte that belongs to none
 * @param names
 *            which names may stand beside each other
 * @param refusals
 *            how a refusal sounds
 */
public record ZipRules(ZipLimits limits, Set<Tolerance> tolerated, NamePolicy names, Refusals refusals) {

    public ZipRules {
        tolerated = Set.copyOf(tolerated);
    }

    boolean tolerates(Tolerance tolerance) {
        return tolerated.contains(tolerance);
    }

    RuntimeException refuse(ZipFault.Kind kind, Object... values) {
        return refusals.of(ZipFault.of(kind, values));
    }

    RuntimeException refuse(String entry, ZipFault.Kind kind, Object... values) {
        return refusals.of(ZipFault.in(entry, kind, values));
    }
}
