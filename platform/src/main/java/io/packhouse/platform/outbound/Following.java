package io.packhouse.platform.outbound;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** A {@code GET}, from redirect to redirect: each is checked like the first URL, and none leads from https to http. */
final class Following {

    private final Guard guard;
    private final Connections connections;
    private final Sites sites;
    private final int most;

    /**
     * @param most
     *            how many redirects are followed
     */
    Following(Guard guard, Connections connections, Sites sites, int most) {
        this.guard = guard;
        this.connections = connections;
        this.sites = sites;
        this.most = most;
    }

    /** Asks until a server answers with something else than a redirect. The caller closes what comes. */
    Incoming get(WebUrl first, Map<String, String> headers, FetchLimits limits, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        WebUrl url = sites.way(first);
        for (int redirects = 0; redirects <= most; redirects++) {
            var target = guard.check(url, deadline);
            Exchange exchange = connections.open(HttpMethod.GET, target, headers, null, deadline);
            boolean isHandedOver = false;
            try {
                Optional<WebUrl> next = redirect(url, exchange.head());
                if (next.isEmpty()) {
                    isHandedOver = true;
                    return new Incoming(first, url, exchange, limits, deadline);
                }
                url = sites.onward(url, next.get());
            } finally {
                if (!isHandedOver) {
                    exchange.close();
                }
            }
        }
        throw new NoAnswerException.Refused(first.host() + " redirects more than " + most + " times, or in a circle");
    }

    private static Optional<WebUrl> redirect(WebUrl url, HttpClientResponse head) throws NoAnswerException.Refused {
        String location = head.getHeader("Location");
        boolean redirects = switch (head.statusCode()) {
            case 301, 302, 303, 307, 308 -> location != null;
            default -> false;
        };
        if (!redirects) {
            return Optional.empty();
        }
        try {
            WebUrl next = url.resolve(location);
            if (url.isSecure() && !next.isSecure()) {
                throw new NoAnswerException.Refused(url.host() + " redirects from https to http, which is not followed");
            }
            return Optional.of(next);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException.Refused(
                    url.host() + " redirects to a URL that cannot be used: " + e.getMessage());
        }
    }
}
