package io.packhouse.gateway.downloads;

import java.io.IOException;
import java.io.InputStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import io.packhouse.contracts.Failure;

/**
 * Sends a stream piece by piece, where files cannot go to the socket by themselves: each piece is read on a worker thread,
 * once the socket has taken the one before.
 */
final class StreamBody implements Body {

    private static final int PIECE = 64 * 1024;

    private final Vertx vertx;
    private final InputStream in;
    private final HttpServerResponse response;
    private final Promise<Void> done = Promise.promise();
    private long sent;

    StreamBody(Vertx vertx, InputStream in, HttpServerResponse response) {
        this.vertx = vertx;
        this.in = in;
        this.response = response;
    }

    @Override
    public Future<Void> send() {
        sendNext();
        return done.future();
    }

    private void sendNext() {
        vertx.executeBlocking(this::read, false).compose(this::write).onFailure(done::fail).onSuccess(count -> {
            sent += count;
            if (count == 0) {
                done.complete();
            } else {
                sendNext();
            }
        });
    }

    private byte[] read() {
        try {
            return in.readNBytes(PIECE);
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "The bytes cannot be read now").exception(e);
        }
    }

    private Future<Integer> write(byte[] piece) {
        return piece.length == 0 ? Future.succeededFuture(0) : response.write(Buffer.buffer(piece)).map(piece.length);
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public long zeroCopySent() {
        return 0;
    }

    @Override
    public void close() {
        Closing.quietly(in);
    }
}
