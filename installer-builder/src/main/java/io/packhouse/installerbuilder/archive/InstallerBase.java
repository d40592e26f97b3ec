package io.packhouse.installerbuilder.archive;

import java.time.Instant;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.installers.Platform;

/** A base installer that is ready for builds. Never changes; for any number of threads. */
public sealed interface InstallerBase permits TgzBase, ZipBase {

    /** The base installer as its maker made it. */
    BlobRef original();

    /**
     * The custom installer that unpacks to the base and {@code vesselinfo}. What it needs of the object store is durable when
     * this returns: nothing at all, unless the tail is larger than an artifact may carry itself.
     *
     * @param platform
     *            gives the artifact its name and media type
     * @param vesselinfo
     *            the bytes of {@code seattle/seattle_repy/vesselinfo}
     * @param modified
     *            the time that the entry carries; archives keep whole seconds, zips only even ones
     */
    Artifact build(Platform platform, byte[] vesselinfo, Instant modified);
}
