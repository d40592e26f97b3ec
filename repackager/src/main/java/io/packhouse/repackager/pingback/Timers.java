package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time as deliveries see it. Tests bring days of it that take no time. */
interface Timers extends AutoCloseable {

    /** The longest that a timer waits before its task looks at the time again. */
    Duration LONGEST = Duration.ofHours(1);

    /** What time it is. */
    Instant now();

    /**
     * Runs a task once, at that time or soon after; at once when it has passed. May run it earlier, then it looks at the time
     * and asks again. Tasks are short.
     */
    void at(Instant when, Runnable task);

    @Override
    void close();

    /** The clock of the system, and one thread. */
    static Timers system() {
        var thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("delivery-timers").daemon().factory());
        return new Timers() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void at(Instant when, Runnable task) {
                // An hour at most: a clock that is set must not put a timer off by days.
                Duration left = Duration.between(now(), when);
                long millis = Math.clamp(left.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : left.toMillis(), 0,
                        LONGEST.toMillis());
                try {
                    var _ = thread.schedule(task, millis, TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException _) {
                    // Closed.
                }
            }

            @Override
            public void close() {
                thread.shutdownNow();
            }
        };
    }
}
