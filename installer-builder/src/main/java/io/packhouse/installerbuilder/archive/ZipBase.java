package io.packhouse.installerbuilder.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;

import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.PreparedBase.Extent;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A prepared zip. A build is the base up to its central directory, a new local entry, the old central directory, and a new
 * end. An older {@code vesselinfo} is left out of the central directory, so that no reader sees it.
 */
final class ZipBase implements InstallerBase {

    private final PreparedBase.Zip prepared;
    private final ObjectStore store;
    /** The original from its central directory to its last byte. */
    private final byte[] rest;

    private ZipBase(PreparedBase.Zip prepared, ObjectStore store, byte[] rest) {
        this.prepared = prepared;
        this.store = store;
        this.rest = rest;
    }

    /** Reads the central directory into memory: some 100 bytes per entry. */
    static ZipBase open(PreparedBase.Zip prepared, ObjectStore store) {
        long offset = prepared.directory().offset();
        int length = Math.toIntExact(prepared.original().size() - offset);
        try (InputStream in = store.open(prepared.original().sha256(), offset, length)) {
            byte[] rest = in.readNBytes(length);
            if (rest.length < length) {
                throw new EOFException("the base installer's blob ends too early");
            }
            return new ZipBase(prepared, store, rest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public BlobRef original() {
        return prepared.original();
    }

    @Override
    public Artifact build(Platform platform, byte[] vesselinfo, Instant modified) {
        Extent directory = prepared.directory();
        Extent replaced = prepared.replaced();
        var tail = new ZipTail(vesselinfo, modified);
        var assembly = new ArtifactAssembly(store,
                new Segment.Range(prepared.original().sha256(), 0, directory.offset()), prepared.digestState());

        long local = assembly.size();
        assembly.append(tail.local());
        long start = assembly.size();
        append(assembly, directory.offset(), replaced.offset());
        append(assembly, replaced.end(), directory.end());
        long comment = directory.end() + ZipFields.END_SIZE;
        int entries = prepared.entries() + (replaced.length() == 0 ? 1 : 0);
        assembly.append(tail.end(local, start, assembly.size() - start, entries,
                Math.toIntExact(prepared.original().size() - comment)));
        append(assembly, comment, prepared.original().size());
        return assembly.finish(platform);
    }

    private void append(ArtifactAssembly assembly, long from, long to) {
        assembly.append(prepared.original().sha256(), from, rest, (int) (from - prepared.directory().offset()),
                (int) (to - from));
    }
}
