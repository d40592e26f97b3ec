package io.packhouse.gateway.packages;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.http.BodyStream;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Takes packages that are the raw body of a request into the object store, while they arrive and with flat memory. What breaks
 * off, is too large or is no gzip leaves nothing there.
 */
final class PackageUploads {

    /** What the original says of a body that does not begin as gzip does (package server reference, 2.6). */
    static final String WRONG_FORMAT = "wrong package format";
    private static final int PIECE = 128 * 1024;

    private final ObjectStore objects;
    private final BlockingCalls readers;
    private final long limitBytes;
    private final Duration time;

    PackageUploads(Vertx vertx, ObjectStore objects, PackagesGatewaySettings settings) {
        this.objects = objects;
        this.readers = new BlockingCalls(vertx, settings.uploads());
        this.limitBytes = settings.limits().packed().bytes();
        this.time = settings.uploadTime();
    }

    /**
     * Takes the body. Call it on the event loop, before anything asynchronous has happened to the request.
     *
     * @return durable; fails with {@link FailureException}: {@code TOO_LARGE} as soon as that is known, {@code INVALID_REQUEST}
     *         for what is no gzip, {@code TOO_SLOW}, {@code UNAVAILABLE}, {@code STORAGE_FULL}
     */
    Future<BlobRef> receive(RoutingContext context) {
        try {
            BodyStream body = BodyStream.open(context, limitBytes, time);
            return readers.call(() -> store(body)).recover(e -> Future.failedFuture(said(e)));
        } catch (FailureException e) {
            return Future.failedFuture(said(e));
        }
    }

    private BlobRef store(InputStream body) throws IOException {
        byte[] piece = new byte[PIECE];
        int count = body.readNBytes(piece, 0, 2);
        if (count < 2 || piece[0] != 0x1f || (piece[1] & 0xff) != 0x8b) {
            throw new Failure(Code.INVALID_REQUEST, WRONG_FORMAT).exception();
        }
        try (BlobWriter blob = objects.newBlob()) {
            while (count > 0) {
                blob.write(piece, 0, count);
                count = body.read(piece);
            }
            return blob.commit();
        }
    }

    private Throwable said(Throwable thrown) {
        return thrown instanceof FailureException known && known.failure().code() == Code.TOO_LARGE
                ? new Failure(Code.TOO_LARGE,
                        "package file is too large: " + limitBytes + " bytes are allowed here (packages.limits.packed)")
                        .exception(known)
                : thrown;
    }
}
