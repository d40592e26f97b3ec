package io.packhouse.gateway.downloads;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.objects.ArtifactContent;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Answers {@code GET} and {@code HEAD} with an artifact: strong entity tag, conditions, one range, and the bytes of blobs by
 * the kernel from file to socket where the connection allows it. Memory does not grow with the size or number of downloads.
 *
 * <p>
 * Files are opened on a worker thread before the head is written: opening may block on a slow disk, and what has begun with a
 * length can then only fail by the disk or the client. Each response holds one descriptor per blob until it ends.
 */
public final class ArtifactResponse {

    /** How long a client may take nothing at all, unless said otherwise. */
    public static final Duration DEFAULT_STALL_LIMIT = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final ObjectStore store;
    private final ArtifactContent content;
    private final DownloadMetrics metrics;
    private final Duration stallLimit;

    /** With the {@link #DEFAULT_STALL_LIMIT}. */
    public ArtifactResponse(Vertx vertx, ObjectStore store, DownloadMetrics metrics) {
        this(vertx, store, metrics, DEFAULT_STALL_LIMIT);
    }

    /**
     * @param stallLimit
     *            a connection whose client takes no byte for this long is closed, at the latest after twice this time. The
     *            kernel's send buffer moves in steps of up to a megabyte, so that a short limit also cuts clients that are
     *            merely slow
     */
    public ArtifactResponse(Vertx vertx, ObjectStore store, DownloadMetrics metrics, Duration stallLimit) {
        this.vertx = vertx;
        this.store = store;
        this.content = new ArtifactContent(store);
        this.metrics = metrics;
        this.stallLimit = stallLimit;
    }

    /**
     * Answers the request. Call it on the request's context, with nothing written yet; headers that are set are kept.
     *
     * @return succeeds when the response has ended, also when the client left before (the metrics tell); fails only while
     *         nothing has been written, so that the caller can still answer: {@link io.packhouse.contracts.FailureException}
     *         with {@code UNAVAILABLE} when the store does not have or give the bytes
     */
    public Future<Void> send(RoutingContext context, Artifact artifact) {
        return send(context, context.request().method(), artifact);
    }

    /**
     * Answers the request as if it had come by another method: for interfaces on which {@code POST} asks for files, too.
     *
     * @param method
     *            {@code GET} or {@code HEAD}; 405 for others
     * @return as {@link #send(RoutingContext, Artifact)}
     */
    public Future<Void> send(RoutingContext context, HttpMethod method, Artifact artifact) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        boolean isGet = method.equals(HttpMethod.GET);
        if (!isGet && !method.equals(HttpMethod.HEAD)) {
            return Transfer.ended(response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end());
        }
        String entityTag = '"' + artifact.sha256() + '"';
        Selection selection = Selection.of(method, request.headers(), entityTag, artifact.size());
        if (isGet && selection.length() > 0) {
            return sendBody(request, artifact, entityTag, selection);
        }
        writeHeaders(response, artifact, entityTag, selection);
        return Transfer.ended(response.end());
    }

    private Future<Void> sendBody(HttpServerRequest request, Artifact artifact, String entityTag, Selection selection) {
        long begun = System.nanoTime();
        Wire wire = new Wire(request);
        boolean direct = wire.takesFiles();
        HttpServerResponse response = request.response();
        return vertx.executeBlocking(() -> open(wire, direct, response, artifact, selection), false).compose(body -> {
            Transfer transfer = new Transfer(vertx, request, wire, body, metrics, begun);
            return transfer.run(stallLimit, () -> {
                writeHeaders(response, artifact, entityTag, selection);
                if (wire.compresses()) {
                    // Forbids it: the length and the strong entity tag are those of the bytes as they are. Vert.x takes it out again.
                    response.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
                }
            });
        });
    }

    private Body open(Wire wire, boolean direct, HttpServerResponse response, Artifact artifact, Selection selection) {
        List<Segment> segments = ArtifactContent.slice(artifact, selection.offset(), selection.length());
        segments.forEach(segment -> check(artifact, segment));
        Optional<Body> files = direct ? FileBody.open(segments, store, wire, response) : Optional.empty();
        return files.orElseGet(
                () -> new StreamBody(vertx, content.open(artifact, selection.offset(), selection.length()), response));
    }

    /** Refuses, before the head promises a length, what the store cannot give. */
    private void check(Artifact artifact, Segment segment) {
        if (segment instanceof Segment.Range range) {
            long size = store.find(range.blob()).map(BlobRef::size).orElse(0L);
            if (range.offset() + range.length() > size) {
                throw new Failure(Failure.Code.UNAVAILABLE,
                        "Bytes of " + artifact.name() + " are missing in the object store now")
                        .exception();
            }
        }
    }

    private static void writeHeaders(HttpServerResponse response, Artifact artifact, String entityTag, Selection selection) {
        response.setStatusCode(selection.status());
        response.putHeader(HttpHeaders.ETAG, entityTag);
        response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.putHeader("X-Content-Type-Options", "nosniff");
        switch (selection.status()) {
            case 304, 412 -> {
            }
            case 416 -> response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + artifact.size());
            default -> writeContentHeaders(response, artifact, selection);
        }
    }

    private static void writeContentHeaders(HttpServerResponse response, Artifact artifact, Selection selection) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, artifact.contentType());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(selection.length()));
        response.putHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(artifact.name()));
        if (selection.status() == 206) {
            long last = selection.offset() + selection.length() - 1;
            response.putHeader(HttpHeaders.CONTENT_RANGE,
                    "bytes " + selection.offset() + "-" + last + "/" + artifact.size());
        }
    }
}
