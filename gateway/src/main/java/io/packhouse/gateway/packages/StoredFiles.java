package io.packhouse.gateway.packages;

import java.util.List;

import io.vertx.core.Future;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.packages.Revision;

/** Packages byte for byte as they were uploaded, whoever asks (package server reference, 2.5). */
public final class StoredFiles implements PackageDownloads {

    /** The media type of every download of a package. */
    public static final String CONTENT_TYPE = "application/octet-stream";
    private static final int LONGEST_NAME = 255;

    @Override
    public Future<Artifact> artifact(Revision revision, String hardwareId, String address) {
        return Future.succeededFuture(of(revision));
    }

    /** The file of a revision. */
    public static Artifact of(Revision revision) {
        BlobRef file = revision.facts().file();
        return new Artifact(nameOf(revision), CONTENT_TYPE, file.size(), file.sha256(),
                List.of(new Segment.Range(file.sha256(), 0, file.size())));
    }

    /** What a download of a revision is called; an id may have characters that no file name has, but not many. */
    public static String nameOf(Revision revision) {
        String name = revision.facts().key().fileName().replaceAll("[/\\\\\\p{Cntrl}\\x{80}-\\x{9f}]", "_");
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }
}
