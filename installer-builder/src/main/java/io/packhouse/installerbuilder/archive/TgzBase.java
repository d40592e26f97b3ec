package io.packhouse.installerbuilder.archive;

import java.time.Instant;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.vesselinfo.VesselInfo;
import io.packhouse.platform.objects.ObjectStore;

/**
 * A prepared gzip'd tar. A build is its prefix and the end of the gzip member that the prefix began: the
 * {@code vesselinfo} entry and the end-of-archive blocks.
 */
final class TgzBase implements InstallerBase {

    /** Tars are written in records of 20 blocks; readers of tapes and strict ones want the last one whole. */
    private static final int RECORD = 20 * TarHeader.BLOCK;
    private static final int END_BLOCKS = 2 * TarHeader.BLOCK;

    private final PreparedBase.Tgz prepared;
    private final ObjectStore store;

    TgzBase(PreparedBase.Tgz prepared, ObjectStore store) {
        this.prepared = prepared;
        this.store = store;
    }

    @Override
    public BlobRef original() {
        return prepared.original();
    }

    @Override
    public Artifact build(Platform platform, byte[] vesselinfo, Instant modified) {
        BlobRef prefix = prepared.prefix();
        var assembly = new ArtifactAssembly(store, new Segment.Range(prefix.sha256(), 0, prefix.size()),
                prepared.digestState());
        assembly.append(GzipMember.tail(prepared.tarCrc(), prepared.tarLength(), entries(vesselinfo, modified)));
        return assembly.finish(platform);
    }

    /** What the tail unpacks to: one entry, and zeroes up to the end of a record. */
    private byte[] entries(byte[] vesselinfo, Instant modified) {
        long before = prepared.tarLength();
        long data = TarHeader.BLOCK + padded(vesselinfo.length, TarHeader.BLOCK);
        long whole = padded(before + data + END_BLOCKS, RECORD);
        byte[] tar = new byte[Math.toIntExact(whole - before)];
        byte[] header = TarHeader.write(VesselInfo.PATH, vesselinfo.length, modified);
        System.arraycopy(header, 0, tar, 0, header.length);
        System.arraycopy(vesselinfo, 0, tar, header.length, vesselinfo.length);
        return tar;
    }

    private static long padded(long length, int unit) {
        return (length + unit - 1) / unit * unit;
    }
}
