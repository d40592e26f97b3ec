package io.packhouse.platform.outbound;

import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.process.Foundation;

/**
 * The guarded HTTP client, the only way to a URL that a client of ours named. Only {@code http} and {@code https}; the host is
 * resolved once, its addresses are checked, and one of those is dialled; no credentials, cookies or referrers are ever sent.
 *
 * <p>
 * One for a process. Its calls block, so they are for virtual threads, of which any number may call; interrupting one closes
 * its connection. Nothing is ever sent twice by itself.
 */
public final class Outbound implements AutoCloseable {

    private static final int MOST_REDIRECTS = 3;

    private final OutboundSettings settings;
    private final Guard guard;
    private final Connections connections;
    private final Fetching fetching;
    private final OutboundMetrics gets;
    private final OutboundMetrics posts;

    /**
     * Makes a client.
     *
     * @param settings
     *            with {@link OutboundSettings.Loopback} decided; {@code AUTO} allows no loopback addresses
     */
    public Outbound(Vertx vertx, OutboundSettings settings, HostResolver resolver, MeterRegistry metrics) {
        this.settings = settings;
        guard = new Guard(AllowList.parse(settings.allow()),
                settings.allowLoopback() == OutboundSettings.Loopback.TRUE, Ports.parse(settings.ports()), resolver);
        connections = new Connections(vertx, settings);
        fetching = new Fetching(guard, connections, new OutboundMetrics(metrics, "fetch"));
        gets = new OutboundMetrics(metrics, "get");
        posts = new OutboundMetrics(metrics, "post");
    }

    /** The client of a process, as the section {@code outbound} of its configuration says. The caller closes it. */
    public static Outbound open(Foundation foundation) {
        return new Outbound(foundation.vertx(),
                OutboundSettings.of(foundation.config(), foundation.kafka().bootstrap()), HostResolver.system(),
                foundation.metrics());
    }

    /** The limits that the configuration has for fetches. */
    public FetchLimits fetchLimits() {
        return settings.fetch();
    }

    /**
     * Fetches {@code url} into the object store, with memory that does not grow with the body. At most five redirects are
     * followed, each checked like the first URL; none leads from https to http.
     *
     * @throws FailureException
     *             {@code INVALID_REQUEST} when the URL is none, or is refused, or the server says that it has nothing there for us
     *             (any status but 200, and those that pass); {@code TOO_LARGE}; {@code UNAVAILABLE} when trying again may help (no
     *             connection, timeout, too slow, broken off, 408, 425, 429, 5xx), and as the store throws it. Nothing is left in
     *             the store
     * @throws InterruptedException
     *             when the calling thread is stopped
     */
    public Fetched fetch(String url, FetchLimits limits, ObjectStore objects) throws InterruptedException {
        return fetching.fetch(url, limits, objects);
    }

    /**
     * Asks for {@code url} and brings the beginning of the answer, whatever its status. At most three redirects are followed,
     * each checked like the first URL, by {@code sites} too; none leads from https to http.
     *
     * @param headers
     *            conditions and ranges by name, which redirects are given too: nothing that is secret; {@code Host},
     *            {@code User-Agent} and {@code Accept-Encoding} are ours
     * @param limits
     *            of the body and of the time from here to its end
     * @throws NoAnswerException
     *             when there was none
     * @throws InterruptedException
     *             when the calling thread is stopped
     */
    public Incoming get(String url, Map<String, String> headers, Sites sites, FetchLimits limits)
            throws NoAnswerException, InterruptedException {
        Deadline deadline = Deadline.in(limits.timeout());
        String ended = "stopped";
        try {
            var incoming = new Following(guard, connections, sites, MOST_REDIRECTS).get(Guard.read(url), headers, limits,
                    deadline);
            ended = "answered";
            return incoming;
        } catch (NoAnswerException e) {
            ended = OutboundMetrics.name(e);
            throw e;
        } finally {
            gets.ended(ended, deadline.elapsed());
        }
    }

    /**
     * Posts {@code body} to {@code url} and tells the answer, whatever its status; no redirect is followed.
     *
     * @param headers
     *            by name; {@code Host}, {@code User-Agent} and {@code Content-Length} are ours
     * @throws NoAnswerException
     *             when there was none; its kind says whether the receiver may know of the request
     * @throws InterruptedException
     *             when the calling thread is stopped
     */
    public Answer post(String url, Map<String, String> headers, byte[] body, PostLimits limits)
            throws NoAnswerException, InterruptedException {
        Deadline deadline = Deadline.in(limits.timeout());
        String ended = "stopped";
        try {
            var target = guard.check(Guard.read(url), deadline);
            try (Exchange exchange = connections.open(HttpMethod.POST, target, headers, Buffer.buffer(body), deadline)) {
                var head = exchange.head();
                var time = deadline.elapsed();
                ended = "answered";
                return new Answer(head.statusCode(), Optional.ofNullable(head.getHeader("Retry-After")),
                        Excerpt.read(exchange, limits.excerpt(), deadline), time);
            }
        } catch (NoAnswerException e) {
            ended = OutboundMetrics.name(e);
            throw e;
        } finally {
            posts.ended(ended, deadline.elapsed());
        }
    }

    @Override
    public void close() {
        guard.close();
        connections.close();
    }
}
