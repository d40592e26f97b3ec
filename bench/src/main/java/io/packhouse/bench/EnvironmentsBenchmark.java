package io.packhouse.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.packhouse.testkit.FreePorts;

/** Environments: answers that are there, builds from nothing, builds of which almost everything is there. */
final class EnvironmentsBenchmark implements Benchmark {

    private static final int LIBRARIES = 200;
    /** As many as the house fetches at once by default. */
    private static final String PARALLEL = "16";
    /** Builds before the first that counts: what is compared is a house that has run for a while. */
    private static final int WARM = 20;
    private static final double TARGET_MILLIS = 20;
    private static final double TARGET_RATIO = 1.3;

    @Override
    public String name() {
        return "environments";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        Path directory = ground.directory("environments");
        int upstream = FreePorts.next();
        int port = FreePorts.next();
        var sample = SampleEnvironment.in(directory, upstream, LIBRARIES);
        Files.createDirectories(sample.files());
        var house = ground.ready("up", "--port", "" + port, "--data", directory.resolve("data").toString(), "--set",
                "management.port=0", "--set", "http.access-log=false", "--set",
                "environments.repository=" + sample.repository(), "--set",
                "environments.allowed-hosts=http://127.0.0.1:" + upstream);
        try (var _ = Nginx.serve(sample.files(), ground.directory("nginx"), upstream);
                var client = HttpClient.newHttpClient()) {
            URI builder = URI.create("http://127.0.0.1:" + port + "/v2/builder");
            builds(ground, directory, sample, client, builder, lines);
            cached(ground, builder, sample, lines);
        } finally {
            Ground.stop(house);
        }
        return new Section("Environments",
                """
                        One house (`./packhouse up`), nginx on the same machine as the upstream; %d rounds after %d builds that do not count. An environment of %d libraries of 1 to \
                        200 kB (20 MB) with a hash each. From nothing: each round has libraries that the house has never seen, from the request \
                        to the answer; the baseline is curl fetching the same files from the same nginx, %s at once, to the same disk, and \
                        checking nothing. One input changed: the same environment with an optional add-on more, of which all libraries are in \
                        the step cache. Cached: the same request again and again, one caller, then eight. Client, house and nginx share the \
                        processors."""
                        .formatted(ground.rounds(), WARM, LIBRARIES, PARALLEL),
                lines);
    }

    private static void builds(Ground ground, Path directory, SampleEnvironment sample, HttpClient client, URI builder,
            List<Line> lines) throws Exception {
        var cold = new Rounds();
        var curl = new Rounds();
        var checked = new Rounds();
        var changed = new Rounds();
        warm(sample, client, builder);
        for (int round = 0; round < ground.rounds(); round++) {
            String game = "1.20." + round;
            List<String> paths = sample.publish(game);
            double fetched = curl(ground, directory, sample, paths, round);
            curl.add(fetched);
            checked.add(fetched + check(ground, directory, round));
            cold.add(build(client, builder, sample.request(game, false)));
            changed.add(build(client, builder, sample.request(game, true)));
        }
        double ratio = cold.median() / curl.median();
        lines.add(Line.of(LIBRARIES + " libraries from nothing", cold.text("%.2f", "s"))
                .wanted("at most " + TARGET_RATIO, ratio <= TARGET_RATIO)
                .against("curl --parallel", curl.text("%.2f", "s"), ratio));
        lines.add(Line.of("the same, against what promises as much", cold.text("%.2f", "s"))
                .against("curl, then sha1sum, sha256sum and sha512sum side by side, then sync", checked.text("%.2f", "s"),
                        cold.median() / checked.median()));
        lines.add(Line.of("one input changed, all libraries in the step cache", changed.text("%.2f", "s"))
                .against("from nothing", cold.text("%.2f", "s"), changed.median() / cold.median()));
        lines.add(Line.of("a step from the cache", "%.2f ms".formatted(changed.median() * 1000 / LIBRARIES)));
    }

    private static void warm(SampleEnvironment sample, HttpClient client, URI builder) throws Exception {
        for (int i = 0; i < WARM; i++) {
            sample.publish("1.0." + i);
            build(client, builder, sample.request("1.0." + i, false));
        }
    }

    private static double curl(Ground ground, Path directory, SampleEnvironment sample, List<String> paths, int round)
            throws Exception {
        Path target = Files.createDirectories(directory.resolve("curl-" + round));
        var config = new StringBuilder();
        for (String path : paths) {
            config.append("url = \"http://127.0.0.1:").append(sample.port()).append('/').append(path)
                    .append("\"\noutput = \"")
                    .append(target.resolve(Path.of(path).getFileName())).append("\"\n");
        }
        Path file = Files.writeString(directory.resolve("curl.config"), config.toString());
        return Ground.seconds(ground.root(), "curl", "--silent", "--fail", "--parallel", "--parallel-max", PARALLEL,
                "--config",
                file.toString());
    }

    /** The seconds for the digests of what curl fetched, and for its way to the disk. */
    private static double check(Ground ground, Path directory, int round) throws Exception {
        String files = "'" + directory.resolve("curl-" + round) + "'";
        return Ground.seconds(ground.root(), "sh", "-c",
                "cd " + files + " && (sha1sum * & sha256sum * & sha512sum * & wait) >/dev/null && sync -f .");
    }

    private static double build(HttpClient client, URI builder, String request) throws Exception {
        long from = System.nanoTime();
        var answer = client.send(HttpRequest.newBuilder(builder).timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(request)).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static void cached(Ground ground, URI builder, SampleEnvironment sample, List<Line> lines) throws Exception {
        for (int callers : new int[]{1, 8}) {
            var all = new Latencies();
            var rate = new Rounds();
            try (var load = new HttpLoad(builder, Map.of("Content-Type", "application/json"),
                    sample.request("1.20.0", false), 200)) {
                load.closed(callers, ground.round());
                for (int round = 0; round < ground.rounds(); round++) {
                    var result = load.closed(callers, ground.round()).checked();
                    all.addAll(result.latencies());
                    rate.add(result.perSecond());
                }
            }
            lines.add(Line.of("cached, %d caller%s".formatted(callers, callers == 1 ? "" : "s"),
                    all.text() + ", " + rate.text("%.0f", "/s"))
                    .wanted("p99 below %.0f ms".formatted(TARGET_MILLIS), all.millis(99) < TARGET_MILLIS));
        }
    }
}
