package io.packhouse.gateway.downloads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.objects.ObjectStore;

/** Sends the blobs' ranges from file to socket by the kernel, and the inline bytes between them. */
final class FileBody implements Body {

    private final Iterator<Segment> rest;
    private final Map<String, FileChannel> files;
    private final Wire wire;
    private final HttpServerResponse response;
    private final Promise<Void> done = Promise.promise();
    private long inlineSent;

    private FileBody(List<Segment> segments, Map<String, FileChannel> files, Wire wire, HttpServerResponse response) {
        this.rest = segments.iterator();
        this.files = files;
        this.wire = wire;
        this.response = response;
    }

    /** Opens every blob that the segments name; empty when one of them has no file on this machine. Blocks. */
    static Optional<Body> open(List<Segment> segments, ObjectStore store, Wire wire, HttpServerResponse response) {
        Map<String, FileChannel> files = new HashMap<>();
        FileBody body = new FileBody(segments, files, wire, response);
        try {
            for (Segment segment : segments) {
                if (segment instanceof Segment.Range range && !files.containsKey(range.blob())) {
                    Optional<Path> file = store.localFile(range.blob());
                    if (file.isEmpty()) {
                        body.close();
                        return Optional.empty();
                    }
                    files.put(range.blob(), FileChannel.open(file.get(), StandardOpenOption.READ));
                }
            }
            return Optional.of(body);
        } catch (IOException e) {
            body.close();
            throw new Failure(Failure.Code.UNAVAILABLE, "The object store's files cannot be opened now").exception(e);
        }
    }

    @Override
    public Future<Void> send() {
        sendNext();
        return done.future();
    }

    private void sendNext() {
        if (!rest.hasNext()) {
            done.complete();
            return;
        }
        switch (rest.next()) {
            case Segment.Inline inline -> sendInline(inline);
            case Segment.Range range ->
                sendRegions(Objects.requireNonNull(files.get(range.blob())), range.offset(), range.length());
        }
    }

    private void sendInline(Segment.Inline inline) {
        Future<Void> taken;
        try {
            taken = response.write(Buffer.buffer(inline.bytes()));
        } catch (IllegalStateException endedByOthers) {
            taken = Future.failedFuture(endedByOthers);
        }
        taken.onComplete(written -> {
            if (goesOn(written)) {
                inlineSent += inline.size();
                sendNext();
            }
        });
    }

    private void sendRegions(FileChannel file, long offset, long length) {
        long step = Math.min(Wire.REGION, length);
        wire.write(file, offset, step).onComplete(written -> {
            if (!goesOn(written)) {
                return;
            }
            if (step < length) {
                sendRegions(file, offset + step, length - step);
            } else {
                sendNext();
            }
        });
    }

    private boolean goesOn(AsyncResult<Void> written) {
        if (written.failed()) {
            done.fail(written.cause());
        }
        return written.succeeded();
    }

    @Override
    public long sent() {
        return inlineSent + wire.sent();
    }

    @Override
    public long zeroCopySent() {
        return wire.sent();
    }

    @Override
    public void close() {
        files.values().forEach(Closing::quietly);
        files.clear();
    }
}
