package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.StepResult;

/**
 * Tries addresses of one thing: each in its order, then after a pause again those whose failure may pass. So one that is down
 * costs no pause while another has it.
 */
final class Rounds {

    /** What the whole failed with: what may pass first, since then trying again helps. */
    private static final List<Code> WEIGHT = List.of(Code.UNAVAILABLE, Code.UPSTREAM, Code.TOO_LARGE, Code.NOT_FOUND);
    private static final int TOLD = 5;

    private final FetchSettings.Fetch policy;

    Rounds(FetchSettings.Fetch policy) {
        this.policy = policy;
    }

    /**
     * What the first address brings that has it.
     *
     * @param what
     *            is wanted, for messages
     * @throws FailureException
     *             when none has it
     */
    StepResult first(String what, List<? extends Attempt> attempts, Consumer<String> log)
            throws IOException, InterruptedException {
        Map<Attempt, UpstreamException> failures = new LinkedHashMap<>();
        List<Attempt> open = new ArrayList<>(attempts);
        for (int round = 1; !open.isEmpty(); round++) {
            for (Attempt attempt : List.copyOf(open)) {
                try {
                    return attempt.run();
                } catch (UpstreamException e) {
                    failures.put(attempt, e);
                    if (!e.isPassing() || wish(e).compareTo(policy.longestPause()) > 0) {
                        open.remove(attempt);
                    }
                }
            }
            if (round == policy.tries()) {
                break;
            }
            if (!open.isEmpty()) {
                rest(round, what, open.stream().map(failures::get).toList(), log);
            }
        }
        throw failure(what, List.copyOf(failures.values()));
    }

    private void rest(int round, String what, List<UpstreamException> failures, Consumer<String> log)
            throws InterruptedException {
        Duration wished = failures.stream().map(Rounds::wish).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        long doubled = Math.min(policy.pause().toMillis() << (round - 1), policy.longestPause().toMillis());
        // Steps of one build fail together when a server goes down, and should not come back all at the same moment.
        long millis = Math.max(wished.toMillis(), doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
        log.accept(what + ": " + sentences(failures) + "; trying again in " + millis + " ms");
        Thread.sleep(millis);
    }

    private static Duration wish(UpstreamException e) {
        return e.retryAfter().orElse(Duration.ZERO);
    }

    private static FailureException failure(String what, List<UpstreamException> failures) {
        Code code = failures.stream().map(UpstreamException::code).min(Comparator.comparingInt(WEIGHT::indexOf))
                .orElse(Code.INTERNAL);
        Failure failure = new Failure(code, what + ": " + sentences(failures));
        Optional<Duration> soonest = failures.stream().filter(UpstreamException::isPassing)
                .flatMap(e -> e.retryAfter().stream()).min(Comparator.naturalOrder());
        return (soonest.isEmpty() ? failure : failure.retryAfter(Math.clamp(soonest.get().toSeconds(), 1, 86_400)))
                .exception(failures.getFirst());
    }

    private static String sentences(List<UpstreamException> failures) {
        return failures.stream().limit(TOLD).map(UpstreamException::sentence).distinct().collect(Collectors.joining("; "))
                + (failures.size() > TOLD ? "; and " + (failures.size() - TOLD) + " more" : "");
    }
}
