package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.List;

import io.packhouse.contracts.Command;
import io.packhouse.repackager.archive.NewEntry;

/**
 * Signs a rebuilt XPI before it is written. What it is given has no signature: an old one was left out, as it no longer
 * matched.
 *
 * <p>
 * The files are made in this order (reference, section 12): {@code META-INF/cose.manifest} over all files,
 * {@code META-INF/cose.sig} over that, {@code META-INF/manifest.mf} over all files and those two, {@code META-INF/mozilla.sf}
 * over that, {@code META-INF/mozilla.rsa} over that. In the archive verifiers take any place; either {@code mozilla.rsa} is the
 * very first entry, or all five are the last ones, in the order above. Directories are in none of the manifests.
 */
@FunctionalInterface
public interface XpiSigner {

    /** Signs nothing. */
    XpiSigner NONE = (_, _, entries) -> entries;

    /**
     * The entries of the signed XPI: those that were given, in their order, and the signature's. The same input may give other
     * bytes only where the signature itself must.
     *
     * @param command
     *            for whom it is signed
     * @param id
     *            the add-on's id, which the certificate has to name; empty for a WebExtension without one
     * @param entries
     *            what is signed
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} or {@code TOO_LARGE} when it is an add-on that cannot be signed; {@code FORBIDDEN} when
     *             the key is not for it; {@code UNAVAILABLE} when the signature did not come in time
     * @throws InterruptedException
     *             when the attempt was stopped
     */
    List<NewEntry> sign(Command command, String id, List<NewEntry> entries) throws IOException, InterruptedException;
}
