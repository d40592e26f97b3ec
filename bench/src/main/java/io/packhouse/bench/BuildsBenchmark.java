package io.packhouse.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import io.packhouse.contracts.JobId;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.testkit.FreePorts;

/** Whole jobs through the all-in-one: accepted, carried, built, ended, answered. */
final class BuildsBenchmark implements Benchmark {

    private static final int CONCURRENCY = 32;
    private static final int IDLE_CALLS = 100;

    @Override
    public String name() {
        return "builds";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        int port = FreePorts.next();
        Path directory = ground.directory("builds");
        var house = ground.ready("up", "--port", "" + port, "--data", directory.resolve("data").toString(), "--set",
                "management.port=0", "--set", "http.access-log=false");
        try (var building = new HttpLoad(Requests.installers(port), Requests.JSON_AND_WAIT, Requests.INSTALLERS, 200);
                var accepting = new HttpLoad(Requests.installers(port), Requests.JSON, Requests.INSTALLERS, 202)) {
            return measure(ground, building, accepting, new FileObjectStore(directory.resolve("baseline")));
        } finally {
            Ground.stop(house);
        }
    }

    private static Section measure(Ground ground, HttpLoad building, HttpLoad accepting, FileObjectStore store)
            throws Exception {
        for (int i = 0; i < 3; i++) {
            building.closed(CONCURRENCY, ground.round());
        }
        var builds = new Series();
        var whole = new Series();
        var accepted = new Series();
        var creates = new Rounds();
        for (int i = 0; i < ground.rounds(); i++) {
            builds.add(building.closed(CONCURRENCY, ground.round()).checked());
            creates.add(createsPerSecond(ground, store));
            whole.add(building.paced(IDLE_CALLS, Duration.ofMillis(20)).checked());
            accepted.add(accepting.paced(IDLE_CALLS, Duration.ofMillis(50)).checked());
        }
        double rate = builds.rate.median();
        var lines = List.of(
                Line.of("whole builds per second, %d callers that wait".formatted(CONCURRENCY),
                        builds.rate.text("%.0f", "/s"))
                        .against("durable object creations, %d threads".formatted(CONCURRENCY), creates.text("%.0f", "/s"),
                                rate / creates.median()),
                Line.of("one build on an idle system, from request to answer", whole.times())
                        .against("the same request, only accepted", accepted.times(),
                                whole.p99.median() / accepted.p99.median())
                        .wanted("accepted to ended p99 under 50 ms", whole.p99.median() < 50));
        return new Section("Whole builds",
                """
                        Against `./packhouse up`, by `POST /api/v1/installers` with `Prefer: wait=60`, so each answer has the outcome; \
                        each build makes installers for four platforms. %d rounds. The baseline is what one build needs at least: one \
                        object created durably (fsync, link, fsync). Idle: %d calls one after the other in each round, each with all \
                        of HTTP, so an upper bound of accepted-to-ended."""
                        .formatted(ground.rounds(), IDLE_CALLS),
                lines);
    }

    private static double createsPerSecond(Ground ground, FileObjectStore store) throws Exception {
        var bytes = new byte[2048];
        return perSecond(ground, CONCURRENCY,
                () -> store.createOnce("bench/" + JobId.random().value() + "/outcome", bytes, Durability.POWER));
    }

    /** How often {@code work} is done in a second by so many threads that do nothing else. */
    static double perSecond(Ground ground, int threadCount, Runnable work) {
        var count = new AtomicLong();
        long from = System.nanoTime();
        long end = from + ground.round().dividedBy(2).toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threadCount; i++) {
                var _ = threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        work.run();
                        count.incrementAndGet();
                    }
                });
            }
        }
        return count.get() / ((System.nanoTime() - from) / 1e9);
    }
}
