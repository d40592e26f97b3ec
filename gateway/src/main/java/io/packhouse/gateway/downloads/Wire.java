package io.packhouse.gateway.downloads;

import java.nio.channels.FileChannel;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.traffic.AbstractTrafficShapingHandler;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.net.impl.UncloseableFileRegion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies below a request: writes ranges of files to an HTTP/1 connection by {@code sendfile(2)}, between a response's head
 * and its end. For one response, on its event loop.
 *
 * <p>
 * The one class that reaches below the API of Vert.x: {@code HttpServerResponse.sendFile} makes one file the whole response,
 * and nothing there appends a file to a response that has begun. What is written here takes the same queue as the
 * response's own writes, so that the order is kept. Read against Vert.x 5.2.0; {@code ArtifactResponseIT} fails when another
 * version does it otherwise.
 */
final class Wire {

    /**
     * The most bytes of one region. A region's write is one completion: smaller ones let an idle timeout of the server see that
     * a slow client still takes bytes, and give other connections of the event loop their turn.
     */
    static final int REGION = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private final HttpServerRequest request;
    private final @Nullable Http1ServerConnection http1;
    private long before;
    private @Nullable FileRegion current;

    Wire(HttpServerRequest request) {
        this.request = request;
        this.http1 = request.connection() instanceof Http1ServerConnection connection ? connection : null;
    }

    /** Whether {@link #write} may be called: not where bytes must pass through this process, for TLS, compression or HTTP/2. */
    boolean takesFiles() {
        if (http1 == null || compresses()) {
            return false;
        }
        ChannelPipeline pipeline = http1.channelHandlerContext().pipeline();
        return pipeline.get(SslHandler.class) == null && pipeline.get(AbstractTrafficShapingHandler.class) == null
                && http1.context().owner().transport().supportFileRegion();
    }

    /** Whether the server would compress a body that does not forbid it. */
    boolean compresses() {
        return http1 != null && http1.channelHandlerContext().pipeline().get(HttpContentEncoder.class) != null;
    }

    /**
     * Writes one region, and answers when the socket has taken all of it. At most one may be under way.
     *
     * @param length
     *            at most {@link #REGION}
     */
    Future<Void> write(FileChannel file, long offset, long length) {
        if (http1 == null) {
            throw new IllegalStateException("this connection takes no files");
        }
        before = sent();
        UncloseableFileRegion region = new UncloseableFileRegion(file, offset, length);
        current = region;
        PromiseInternal<Void> taken = http1.context().promise();
        http1.writeToChannel(region, taken);
        return taken.future();
    }

    /** The bytes of files that the socket has taken, also of a region that is under way. */
    long sent() {
        FileRegion region = current;
        return region == null ? before : before + region.transferred();
    }

    /**
     * Closes the connection at once, or resets the stream of HTTP/2. {@code HttpConnection.close()} would wait until what was
     * written has gone out, which a client that takes nothing prevents for ever.
     */
    void abort() {
        if (http1 == null) {
            request.response().reset().recover(ended -> request.connection().close())
                    .onFailure(gone -> LOG.atDebug().setCause(gone).log("The connection to be closed was closed"));
        } else {
            ChannelFuture _ = http1.channelHandlerContext().close();
        }
    }
}
