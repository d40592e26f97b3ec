package io.packhouse.bench;

import java.time.Duration;
import java.util.List;

import io.packhouse.testkit.FreePorts;

/** {@code build_installers} as its clients call it, by XML-RPC, with given keys and with keys to make. */
final class KeysBenchmark implements Benchmark {

    private static final int CALLS = 60;
    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        int port = FreePorts.next();
        var house = ground.ready("up", "--port", "" + port, "--data", ground.directory("keys").resolve("data").toString(),
                "--set", "management.port=0", "--set", "http.access-log=false");
        var target = Requests.xmlRpc(port);
        try (var given = new HttpLoad(target, Requests.XML, Requests.buildInstallers(true), 200);
                var made = new HttpLoad(target, Requests.XML, Requests.buildInstallers(false), 200);
                var version = new HttpLoad(target, Requests.XML, Requests.apiVersion(), 200)) {
            return measure(ground, given, made, version);
        } finally {
            Ground.stop(house);
        }
    }

    private static Section measure(Ground ground, HttpLoad given, HttpLoad made, HttpLoad version) throws Exception {
        given.paced(1000, Duration.ofMillis(2));
        made.paced(200, Duration.ofMillis(20));
        version.paced(1000, Duration.ofMillis(1));
        var withGiven = new Series();
        var withMade = new Series();
        var asked = new Series();
        for (int i = 0; i < ground.rounds(); i++) {
            withGiven.add(given.paced(CALLS, PAUSE).checked());
            withMade.add(made.paced(CALLS, PAUSE).checked());
            asked.add(version.paced(CALLS, PAUSE).checked());
        }
        return new Section("build_installers", """
                XML-RPC against `./packhouse up`, %d rounds of %d calls each, one call every %d ms, so that the pool of key \
                pairs stays warm (1024 bits, the compatible default). The baseline is a call that needs no job: api_version.\
                """.formatted(ground.rounds(), CALLS, PAUSE.toMillis()), List.of(line("given keys", withGiven, asked),
                line("made keys", withMade, asked)));
    }

    private static Line line(String what, Series series, Series asked) {
        return Line.of("build_installers with " + what, series.times())
                .against("api_version", asked.times(), series.p99.median() / asked.p99.median())
                .wanted("p99 under 20 ms", series.p99.median() < 20);
    }
}
