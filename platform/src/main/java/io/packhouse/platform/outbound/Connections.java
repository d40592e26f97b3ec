package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials what the guard has checked, and nothing else: the address goes into the request's {@code server}, the name only into
 * {@code Host}, SNI and the check of the certificate. Connections are pooled per address and name, so that a receiver that does
 * not answer holds its own connections only.
 */
final class Connections implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);
    /** Bytes of a body that come in one piece, where as many are there: a whole read of the socket. */
    private static final int PIECE = 64 * 1024;
    /** Addresses of one name that are tried, one after the other. */
    private static final int TRIED = 4;

    private final HttpClientAgent client;
    private final Duration connectTimeout;
    private final String userAgent;

    Connections(Vertx vertx, OutboundSettings settings) {
        connectTimeout = settings.connectTimeout();
        userAgent = settings.userAgent();
        client = vertx.httpClientBuilder().with(options(settings))
                .with(new PoolOptions().setHttp1MaxSize(settings.connectionsPerAddress()))
                // The request that is under way fails too, and its caller is told; Vert.x would log an error.
                .withConnectHandler(connection -> connection.exceptionHandler(
                        cause -> log.atDebug().addKeyValue("cause", cause.getMessage()).log("A connection broke")))
                .build();
    }

    private static HttpClientOptions options(OutboundSettings settings) {
        var options = new HttpClientOptions().setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(Math.toIntExact(settings.keepAlive().toSeconds()))
                .setMaxChunkSize(PIECE)
                // What is stored is what was sent: a compressed body is not opened on its way.
                .setDecompressionSupported(false);
        settings.trustFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }

    /**
     * Sends a request and waits for the head of its answer, whatever its status. The caller closes the exchange.
     *
     * @param body
     *            null for none
     */
    Exchange open(HttpMethod method, Guard.Target target, Map<String, String> headers, @Nullable Buffer body,
            Deadline deadline) throws NoAnswerException, InterruptedException {
        NoAnswerException.Unreachable last = null;
        for (InetAddress address : target.addresses().stream().limit(TRIED).toList()) {
            try {
                return dial(options(method, target.url(), address, headers, deadline), target.url(), body, deadline);
            } catch (NoAnswerException.Unreachable e) {
                last = e;
            }
            if (deadline.isOver()) {
                break;
            }
        }
        throw Objects.requireNonNull(last, "the target has no address");
    }

    private RequestOptions options(HttpMethod method, WebUrl url, InetAddress address, Map<String, String> headers,
            Deadline deadline) {
        var options = new RequestOptions().setMethod(method).setSsl(url.isSecure()).setURI(url.target())
                .setServer(SocketAddress.inetSocketAddress(url.port(), literal(address)))
                .setHost(url.host() instanceof Host.Literal ? address.getHostAddress() : url.host().toString())
                .setPort(url.port()).setFollowRedirects(false).setConnectTimeout(deadline.millis(connectTimeout));
        headers.forEach(options::putHeader);
        return options.putHeader("Host", url.authority()).putHeader("User-Agent", userAgent)
                .putHeader("Accept-Encoding", "identity");
    }

    /** Vert.x 5.2 takes IPv6 addresses only as they stand in URLs; it reads an address, and asks no DNS for it. */
    private static String literal(InetAddress address) {
        return new Host.Literal(address).toString();
    }

    private Exchange dial(RequestOptions options, WebUrl url, @Nullable Buffer body, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        Exchange exchange = new Exchange();
        Future<Exchange> answer = client.request(options).compose(connected -> exchange.begin(connected, body));
        boolean answered = false;
        try {
            answer.toCompletionStage().toCompletableFuture().get(deadline.remaining(), TimeUnit.NANOSECONDS);
            answered = true;
            return exchange;
        } catch (TimeoutException e) {
            if (!exchange.isConnected()) {
                throw unreachable(url, e);
            }
            throw new NoAnswerException.TimedOut(
                    url.server() + " did not answer within " + deadline.limit().toMillis() + " ms");
        } catch (ExecutionException e) {
            if (!exchange.isConnected()) {
                throw unreachable(url, e.getCause());
            }
            throw new NoAnswerException.BrokenOff("The connection to " + url.server() + " ended before an answer came",
                    e.getCause());
        } finally {
            if (!answered) {
                exchange.close();
            }
        }
    }

    private NoAnswerException.Unreachable unreachable(WebUrl url, @Nullable Throwable cause) {
        String where = url.isMirror() ? url.server() : url.host() + ", port " + url.port();
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof CertificateException) {
                return new NoAnswerException.Unreachable("The certificate of " + where + " is not trusted for this host",
                        cause);
            }
        }
        String what = switch (cause) {
            case SSLException _ -> "TLS with " + where + " failed";
            case TimeoutException _ -> where + " took no connection within " + connectTimeout.toMillis() + " ms";
            case null, default -> where + " takes no connection";
        };
        return new NoAnswerException.Unreachable(what, cause);
    }

    @Override
    public void close() {
        client.close().await();
    }
}
