package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.deliveries.DeliveryState;

/**
 * What follows from a reply.
 *
 * @param next
 *            when to try again; null unless {@code state} is {@code PENDING}
 */
record Verdict(DeliveryState state, @Nullable Instant next) {

    private static final int GONE = 410;

    /**
     * Judges a reply: 2xx is delivered; 410 ends the delivery; other refusals end it after a few tries; everything else, 3xx
     * too, is tried again by the schedule, and not before the receiver's {@code Retry-After}.
     *
     * @param made
     *            attempts of this schedule, this one included
     * @param refusals
     *            refusals among the attempts before
     */
    static Verdict of(Reply reply, int made, int refusals, RetrySettings settings, Instant now, RandomGenerator random) {
        if (reply.isTaken()) {
            return new Verdict(DeliveryState.DELIVERED, null);
        }
        // The log does not tell when it was us who refused, but then it was so every time.
        int refused = reply instanceof Reply.Silent ? made : refusals + 1;
        boolean ended = (reply instanceof Reply.Answered answered && answered.status() == GONE)
                || (reply.isRefusal() && refused >= settings.clientErrorTries())
                || made >= settings.schedule().attempts();
        if (ended) {
            return new Verdict(DeliveryState.GIVEN_UP, null);
        }
        Duration pause = settings.schedule().pause(made, random);
        if (reply instanceof Reply.Answered answered) {
            Duration asked = answered.retryAfter().flatMap(text -> RetryAfter.of(text, now, settings.retryAfterCap()))
                    .orElse(Duration.ZERO);
            pause = asked.compareTo(pause) > 0 ? asked : pause;
        }
        return new Verdict(DeliveryState.PENDING, now.plus(pause));
    }
}
