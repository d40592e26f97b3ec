package io.packhouse.platform.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The checks of a process. Two questions, which must not be mixed: a process that is not <b>live</b> should be ended and
 * started again; one that is not <b>ready</b> should be given no work for now. A broker that is away makes nothing unlive.
 *
 * <p>
 * Checks may block; each has the same limit, all run at once, and one that throws is down with the exception's message.
 */
public final class Health {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, Check> live = new LinkedHashMap<>();
    private final Map<String, Check> ready = new LinkedHashMap<>();
    private final Duration limit;

    /** Checks that have two seconds. */
    public Health() {
        this(LIMIT);
    }

    Health(Duration limit) {
        this.limit = limit;
    }

    /** Registers a check for what only a new start mends. */
    public void addLive(String name, Callable<Status> check) {
        add(live, name, check);
    }

    /** Registers a check for what the process needs to work, and what may come back by itself. */
    public void addReady(String name, Callable<Status> check) {
        add(ready, name, check);
    }

    /** Whether the process should go on. Blocks for up to the limit. */
    public Report live() {
        return report(live);
    }

    /** Whether the process can work now. Blocks for up to the limit. */
    public Report ready() {
        return report(ready);
    }

    private void add(Map<String, Check> checks, String name, Callable<Status> check) {
        synchronized (this) {
            if (checks.putIfAbsent(name, new Check(check)) != null) {
                throw new IllegalArgumentException("there is a check of this name: " + name);
            }
        }
    }

    private Report report(Map<String, Check> checks) {
        long end = System.nanoTime() + limit.toNanos();
        Map<String, CompletableFuture<Status>> asked = new LinkedHashMap<>();
        synchronized (this) {
            checks.forEach((name, check) -> asked.put(name, check.ask()));
        }
        Map<String, Status> answers = new LinkedHashMap<>();
        asked.forEach((name, answer) -> answers.put(name, Check.await(answer, Duration.ofNanos(end - System.nanoTime()))));
        return new Report(answers.values().stream().allMatch(Status::up), answers);
    }
}
