package io.packhouse.platform.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.ObjectStore;

/** A fetch: from redirect to redirect, then the body into the object store. */
final class Fetching {

    private static final int MOST_REDIRECTS = 5;
    private static final Map<String, String> HEADERS = Map.of("Accept", "*/*");

    private final Following following;
    private final OutboundMetrics metrics;

    Fetching(Guard guard, Connections connections, OutboundMetrics metrics) {
        following = new Following(guard, connections, Sites.ANY, MOST_REDIRECTS);
        this.metrics = metrics;
    }

    /** See {@link Outbound#fetch}. */
    Fetched fetch(String text, FetchLimits limits, ObjectStore objects) throws InterruptedException {
        Deadline deadline = Deadline.in(limits.timeout());
        String ended = "stopped";
        try (Incoming incoming = following.get(Guard.read(text), HEADERS, limits, deadline)) {
            Fetched fetched = new Fetched(incoming.url(), incoming.header("Content-Type").orElse(""),
                    store(incoming, objects));
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

    private static BlobRef store(Incoming incoming, ObjectStore objects) throws NoAnswerException, InterruptedException {
        checkStatus(incoming);
        if (!incoming.encoding().equals("identity")) {
            throw new Failure(Failure.Code.INVALID_REQUEST, incoming.host() + " sent the file in the encoding '"
                    + incoming.encoding() + "' though it was asked for the file as it is").exception();
        }
        try (var blob = objects.newBlob()) {
            incoming.writeTo(blob);
            return blob.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkStatus(Incoming incoming) {
        int status = incoming.status();
        if (status == 200) {
            return;
        }
        boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
        throw new Failure(passing ? Failure.Code.UNAVAILABLE : Failure.Code.INVALID_REQUEST,
                incoming.host() + " answered with status " + status + " instead of the file").exception();
    }

    private static FailureException failure(NoAnswerException e) {
        var code = switch (e) {
            case NoAnswerException.Refused _ -> Failure.Code.INVALID_REQUEST;
            case NoAnswerException.TooLarge _ -> Failure.Code.TOO_LARGE;
            case NoAnswerException.Unreachable _,NoAnswerException.TimedOut _,NoAnswerException.BrokenOff _ ->
                Failure.Code.UNAVAILABLE;
        };
        return new Failure(code, String.valueOf(e.getMessage())).exception(e);
    }
}
