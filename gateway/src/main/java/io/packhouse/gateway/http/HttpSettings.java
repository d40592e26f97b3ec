package io.packhouse.gateway.http;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The traffic port: the section {@code http} of the configuration.
 *
 * @param host
 *            the address to listen on
 * @param port
 *            0 takes any free port
 * @param publicUrl
 *            scheme, host and port as the world sees them, without a path; empty where that is the address itself
 * @param idleTimeout
 *            a connection on which nothing moves for so long is closed, also while a request waits
 * @param keepAlive
 *            how long a connection may be without a request, or take to send the head of one
 * @param maxConnections
 *            further connections are closed at once
 * @param drainLimit
 *            how long requests may take to end when the gateway stops
 * @param accessLog
 *            whether every request makes a line in the log
 */
public record HttpSettings(String host, int port, Optional<URI> publicUrl, Duration idleTimeout, Duration keepAlive,
        int maxConnections, Duration drainLimit, boolean accessLog) {

    public HttpSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is none: 0 to 65535");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("max-connections is at least 1");
        }
        if (idleTimeout.toSeconds() < 1 || keepAlive.toSeconds() < 1) {
            throw new IllegalArgumentException("idle-timeout and keep-alive are at least 1s");
        }
        publicUrl.ifPresent(HttpSettings::check);
    }

    private static void check(URI url) {
        boolean bare = url.getRawPath() == null || url.getRawPath().isEmpty() || url.getRawPath().equals("/");
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null || !bare
                || url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "public-url is scheme, host and port, such as https://packhouse.example.org, not '" + url + "'");
        }
    }

    /** The address that callers see, without a slash at its end, when the server listens on {@code actualPort}. */
    public String address(int actualPort) {
        return publicUrl.map(url -> url.toString().replaceAll("/$", ""))
                .orElseGet(() -> "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort);
    }
}
