package io.packhouse.platform.outbound;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@code GET}, from redirect to redirect: each is checked like the first URL, and none leads from https to http. */
final class Following {

    private static final Logger log = LoggerFactory.getLogger(Following.class);

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
            Exchange exchange = open(url, headers, deadline);
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

    /** What a mirror is called is for the log only: sentences reach people outside. */
    private Exchange open(WebUrl url, Map<String, String> headers, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        try {
            return connections.open(HttpMethod.GET, guard.check(url, deadline), headers, null, deadline);
        } catch (NoAnswerException e) {
            if (url.isMirror()) {
                log.atInfo().addKeyValue("mirror", url.authority()).addKeyValue("cause", e.getMessage())
                        .log("A mirror gives no answer");
            }
            throw e;
        }
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
                throw new NoAnswerException.Refused(url.server() + " redirects from https to http, which is not followed");
            }
            return Optional.of(next);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException.Refused(
                    url.server() + " redirects to a URL that cannot be used"
                            + (url.isMirror() ? "" : ": " + e.getMessage()));
        }
    }
}
