package io.packhouse.bench;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.Origin;
import io.packhouse.platform.kafka.KafkaLogWriter;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.testkit.FreePorts;

/** Pingbacks: how soon they come, and what a dead receiver does to the others. */
final class DeliveriesBenchmark implements Benchmark {

    private static final int RATE = 200;
    private static final int RECEIVERS = 100;
    private static final int EACH = 30;
    /** The characters before the job's id in the id of a delivery. */
    private static final int PREFIX = DeliveryRecord.idOf(new JobId("0".repeat(40))).length() - 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        delays(ground, lines);
        receivers(ground, lines);
        return new Section("Pingbacks",
                """
                        Delay: `./packhouse up`, %d rebuilds a second for %d s in each of %d rounds, whether or not the last ones were \
                        answered, each fetched from and told to a local server; from the `ended_at` of the job to the arrival of the \
                        first byte's request, by the clock of the one machine. Receivers: a broker and a repackager as processes; \
                        %d deliveries to each of %d receivers (addresses of the loopback network) are written to the log as fast as it \
                        takes them; in every other round one receiver takes connections and answers nothing. Times run from the \
                        acknowledged write to the arrival. Client, receivers and house share the processors."""
                        .formatted(RATE, ground.round().toSeconds(), ground.rounds(), EACH, RECEIVERS),
                lines);
    }

    private static void delays(Ground ground, List<Line> lines) throws Exception {
        int port = FreePorts.next();
        var house = ground.ready("up", "--port", "" + port, "--data", ground.directory("delays").resolve("data").toString(),
                "--set", "management.port=0", "--set", "http.access-log=false", "--set", "jobs.recent-limit=100000");
        try (var site = new AddonSite(List.of("127.0.0.1"));
                var load = new HttpLoad(Requests.addons(port), Requests.JSON,
                        Requests.addon(site.addon(), site.pingback(0)), 202);
                var bare = new HttpLoad(site.pingback(0), Requests.JSON, "{}", 200)) {
            load.closed(8, ground.round());
            var p50 = new Rounds();
            var p99 = new Rounds();
            var posts = new Series();
            for (int i = 0; i < ground.rounds(); i++) {
                awaitQuiet(site);
                site.arrivals().clear();
                long sent = load.open(RATE, ground.round()).checked().latencies().count();
                awaitArrivals(site, sent);
                var delays = delays(port, site.arrivals());
                p50.add(delays.millis(50));
                p99.add(delays.millis(99));
                posts.add(bare.open(RATE, Duration.ofSeconds(2)).checked());
            }
            lines.add(Line.of("a job's end to its pingback's arrival, %d jobs/s".formatted(RATE),
                    "p50 " + p50.text("%.0f", "ms") + ", p99 " + p99.text("%.0f", "ms"))
                    .against("a bare POST to the receiver", posts.times(), p99.median() / posts.p99.median())
                    .wanted("p99 under 250 ms", p99.median() < 250));
        } finally {
            Ground.stop(house);
        }
    }

    private static void awaitQuiet(AddonSite site) throws InterruptedException {
        for (int before = -1; before != site.arrivals().size();) {
            before = site.arrivals().size();
            Thread.sleep(1000);
        }
    }

    private static void awaitArrivals(AddonSite site, long count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (site.arrivals().size() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(site.arrivals().size() + " of " + count + " pingbacks came");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** From the ends of jobs, as the API tells them, to the arrivals of their pingbacks. */
    private static Latencies delays(int port, Map<String, Long> arrivals) throws Exception {
        var delays = new Latencies();
        try (var http = HttpClient.newHttpClient()) {
            for (var arrival : arrivals.entrySet()) {
                var job = URI.create("http://127.0.0.1:" + port + "/api/v1/jobs/"
                        + arrival.getKey().substring(PREFIX));
                var answer = http.send(HttpRequest.newBuilder(job).build(), HttpResponse.BodyHandlers.ofByteArray());
                var end = Instant.parse(Json.read(answer.body(), JsonNode.class).get("ended_at").asText());
                delays.add(Math.max(0, arrival.getValue() - end.toEpochMilli()) * 1_000_000L);
            }
        }
        return delays;
    }

    private static void receivers(Ground ground, List<Line> lines) throws Exception {
        var directory = ground.directory("receivers");
        int brokerPort = FreePorts.next();
        var broker = ground.ready("broker", "--port", "" + brokerPort, "--data", directory.resolve("broker").toString());
        var repackager = ground.ready("repackager", "--kafka", "127.0.0.1:" + brokerPort, "--objects",
                directory.resolve("objects").toString(), "--set", "management.port=0", "--set",
                "deliveries.timeout=5s");
        var hosts = IntStream.range(0, RECEIVERS).mapToObj(i -> "127.0.1." + (i + 1)).toList();
        var vertx = Vertx.vertx();
        var writer = new KafkaLogWriter(vertx, KafkaSettings.local("127.0.0.1:" + brokerPort, "packhouse."));
        try (var site = new AddonSite(hosts);
                var dead = new ServerSocket(site.port(), RECEIVERS * EACH, InetAddress.getByName("127.0.2.1"))) {
            writer.start();
            burst(site, writer, null);
            var alive = new Round();
            var withDead = new Round();
            for (int i = 0; i < ground.rounds(); i++) {
                alive.add(burst(site, writer, null));
                withDead.add(burst(site, writer, URI.create("http://127.0.2.1:" + dead.getLocalPort() + "/pingback")));
            }
            lines.add(Line
                    .of("deliveries per second to healthy receivers, one of %d dead".formatted(RECEIVERS),
                            withDead.rate.text("%.0f", "/s"))
                    .against("all healthy", alive.rate.text("%.0f", "/s"), withDead.rate.median() / alive.rate.median()));
            lines.add(Line.of("their delay", "p99 " + withDead.p99.text("%.0f", "ms"))
                    .against("all healthy", "p99 " + alive.p99.text("%.0f", "ms"),
                            withDead.p99.median() / alive.p99.median())
                    .wanted("unchanged within noise", withDead.p99.median() < 1.3 * alive.p99.median()));
        } finally {
            writer.close();
            vertx.close().await();
            Ground.stop(repackager);
            Ground.stop(broker);
        }
    }

    /** The medians of several bursts. */
    private static final class Round {
        private final Rounds rate = new Rounds();
        private final Rounds p99 = new Rounds();

        void add(Burst burst) {
            rate.add(burst.perSecond());
            p99.add(burst.delays().millis(99));
        }
    }

    private record Burst(double perSecond, Latencies delays) {
    }

    /** Has {@code EACH} deliveries made to every receiver; what goes to {@code dead} instead of the first one is not waited for. */
    private static Burst burst(AddonSite site, KafkaLogWriter writer, @org.jspecify.annotations.Nullable URI dead)
            throws InterruptedException {
        site.arrivals().clear();
        Map<String, Long> written = new ConcurrentHashMap<>();
        int healthy = 0;
        long from = System.nanoTime();
        for (int i = 0; i < RECEIVERS * EACH; i++) {
            boolean lost = dead != null && i % RECEIVERS == 0;
            var job = JobId.random();
            var url = lost && dead != null ? dead.toString() : site.pingback(i).toString();
            var record = new DeliveryRecord.Wanted(job, Instant.now(), url, "", Map.of("id", "a@example.org", "result",
                    "success", "msg", "", "location", "", "request", ""));
            writer.append(Topic.DELIVERIES, Origin.of(url), Map.of(), Json.write(record)).onSuccess(_ -> {
                if (!lost) {
                    written.put(DeliveryRecord.idOf(job), System.currentTimeMillis());
                }
            });
            healthy += lost ? 0 : 1;
            if (i % 100 == 99) {
                Thread.sleep(5);
            }
        }
        awaitArrivals(site, healthy);
        double seconds = (System.nanoTime() - from) / 1e9;
        var delays = new Latencies();
        site.arrivals().forEach((delivery, at) -> delays
                .add(Math.max(0, at - written.getOrDefault(delivery, at)) * 1_000_000L));
        return new Burst(healthy / seconds, delays);
    }
}
