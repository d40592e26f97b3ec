package io.packhouse.platform.outbound;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.ObjectStore;

/** A fetch: from redirect to redirect, then the body into the object store. */
final class Fetching {

    private static final int MOST_REDIRECTS = 5;
    private static final Map<String, String> HEADERS = Map.of("Accept", "*/*");

    private final Guard guard;
    private final Connections connections;
    private final OutboundMetrics metrics;

    Fetching(Guard guard, Connections connections, OutboundMetrics metrics) {
        this.guard = guard;
        this.connections = connections;
        this.metrics = metrics;
    }

    /** See {@link Outbound#fetch}. */
    Fetched fetch(String text, FetchLimits limits, ObjectStore objects) throws InterruptedException {
        Deadline deadline = Deadline.in(limits.timeout());
        String ended = "stopped";
        try {
            Fetched fetched = follow(Guard.read(text), limits, objects, deadline);
            ended = "answered";
            return fetched;
        } catch (NoAnswerException e) {
            ended = OutboundMetrics.name(e);
            throw failure(e);
        } catch (FailureException e) {
            ended = "failed";
            throw e;
        } finally {
            metrics.ended(ended, deadline.elapsed());
        }
    }

    private Fetched follow(WebUrl first, FetchLimits limits, ObjectStore objects, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        WebUrl url = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var target = guard.check(url, deadline);
            try (Exchange exchange = connections.open(HttpMethod.GET, target, HEADERS, null, deadline)) {
                Optional<WebUrl> next = redirect(url, exchange.head());
                if (next.isEmpty()) {
                    return new Fetched(url.toString(),
                            Optional.ofNullable(exchange.head().getHeader("Content-Type")).orElse(""),
                            store(url, exchange, limits, objects, deadline));
                }
                url = next.get();
            }
        }
        throw new NoAnswerException.Refused(
                first.host() + " redirects more than " + MOST_REDIRECTS + " times, or in a circle");
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

    private static BlobRef store(WebUrl url, Exchange exchange, FetchLimits limits, ObjectStore objects, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        var head = exchange.head();
        checkStatus(url, head.statusCode());
        String encoding = Optional.ofNullable(head.getHeader("Content-Encoding")).orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Failure(Failure.Code.INVALID_REQUEST, url.host() + " sent the file in the encoding '" + encoding
                    + "' though it was asked for the file as it is").exception();
        }
        try (var blob = objects.newBlob()) {
            new Body(url, exchange, limits, deadline).writeTo(blob);
            return blob.commit();
        }
    }

    private static void checkStatus(WebUrl url, int status) {
        if (status == 200) {
            return;
        }
        boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
        throw new Failure(passing ? Failure.Code.UNAVAILABLE : Failure.Code.INVALID_REQUEST,
                url.host() + " answered with status " + status + " instead of the file").exception();
    }

    private static FailureException failure(NoAnswerException e) {
        var code = e instanceof NoAnswerException.Refused ? Failure.Code.INVALID_REQUEST : Failure.Code.UNAVAILABLE;
        return new Failure(code, String.valueOf(e.getMessage())).exception(e);
    }
}
