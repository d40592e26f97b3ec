package io.packhouse.gateway.packages;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Future;

import io.packhouse.gateway.http.BlockingCalls;

/**
 * Answers to {@link ListQuestion}s. Those of one state of the catalogue are kept until it changes: many devices ask the same, and
 * those that ask at once share one walk through all packages. May be called on any event loop, and answers there.
 */
final class Listings {

    /** Below this a walk takes less time than to hand it to another thread. */
    private static final int QUICK = 500;
    private static final int MOST_KEPT = 200;
    /** The packages of all answers that are kept; each costs a pointer. */
    private static final int MOST_PACKAGES = 2_000_000;

    private final Stock stock;
    private final BlockingCalls calls;
    private volatile Kept kept = new Kept(0);

    Listings(Stock stock, BlockingCalls calls) {
        this.stock = stock;
        this.calls = calls;
    }

    private static final class Kept {
        private final long version;
        private final Map<ListQuestion, Future<Listing>> answers = new ConcurrentHashMap<>();
        private final AtomicInteger packages = new AtomicInteger();

        Kept(long version) {
            this.version = version;
        }

        boolean isFull() {
            return answers.size() >= MOST_KEPT || packages.get() >= MOST_PACKAGES;
        }
    }

    /** The answer; {@code UNAVAILABLE} when too many others are asked for. */
    Future<Listing> answer(ListQuestion question) {
        long version = stock.version();
        Kept here = kept;
        if (here.version != version) {
            here = new Kept(version);
            kept = here;
        }
        Future<Listing> known = here.answers.get(question);
        if (known != null) {
            return calls.here(known);
        }
        if (looksAt(question) <= QUICK) {
            return Future.succeededFuture(question.answer(stock));
        }
        return walk(question, here);
    }

    private int looksAt(ListQuestion question) {
        return (question.category().isEmpty() ? stock.all() : stock.in(question.category())).size();
    }

    private Future<Listing> walk(ListQuestion question, Kept here) {
        Future<Listing> answer = calls.call(() -> question.answer(stock));
        Kept place = here.isFull() ? new Kept(here.version) : here;
        kept = place;
        place.answers.put(question, answer);
        answer.onComplete(done -> {
            if (done.succeeded()) {
                place.packages.addAndGet(done.result().size());
            } else {
                place.answers.remove(question, answer);
            }
        });
        return answer;
    }
}
