package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.Map;

import io.packhouse.platform.outbound.Answer;
import io.packhouse.platform.outbound.NoAnswerException;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.PostLimits;

/** Makes the {@code POST} of an attempt. Tests bring receivers of other days by it. */
@FunctionalInterface
interface Sender {

    /** Posts; blocks until there is an answer or none will come. No redirect is followed. */
    Reply post(String url, Map<String, String> headers, byte[] body) throws InterruptedException;

    /** The sender that goes out by the guarded client. */
    static Sender by(Outbound outbound, PostLimits limits) {
        return (url, headers, body) -> {
            long from = System.nanoTime();
            try {
                Answer answer = outbound.post(url, headers, body, limits);
                return new Reply.Answered(answer.status(), answer.retryAfter(), answer.text(), answer.duration());
            } catch (NoAnswerException e) {
                return new Reply.Silent(String.valueOf(e.getMessage()), e instanceof NoAnswerException.Refused,
                        Duration.ofNanos(System.nanoTime() - from));
            }
        };
    }
}
