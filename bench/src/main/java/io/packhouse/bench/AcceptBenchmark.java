package io.packhouse.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

/** Accepting jobs: {@code POST /api/v1/installers} without any worker, so that only accepting is measured. */
final class AcceptBenchmark implements Benchmark {

    private static final int CONCURRENCY = 64;
    private static final int RECORD_BYTES = 400;
    private static final double STEADY_RATE = 200;

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        int brokerPort = FreePorts.next();
        int gatewayPort = FreePorts.next();
        int plainPort = FreePorts.next();
        String kafka = "127.0.0.1:" + brokerPort;
        Path directory = ground.directory("accept");
        var broker = ground.ready("broker", "--port", "" + brokerPort, "--data", directory.resolve("broker").toString());
        var gateway = ground.ready("gateway", "--port", "" + gatewayPort, "--kafka", kafka, "--objects",
                directory.resolve("objects").toString(), "--set", "management.port=0", "--set", "http.access-log=false");
        var plain = plainServer(ground, plainPort);
        try (var accepting = new HttpLoad(Requests.installers(gatewayPort), Requests.JSON, Requests.INSTALLERS, 202);
                var answering = new HttpLoad(Requests.installers(plainPort), Requests.JSON, Requests.INSTALLERS, 202);
                var producing = new ProducerLoad(kafka, "bench.producer", RECORD_BYTES)) {
            return measure(ground, accepting, answering, producing);
        } finally {
            plain.close();
            Ground.stop(gateway);
            Ground.stop(broker);
        }
    }

    private static Section measure(Ground ground, HttpLoad accepting, HttpLoad answering, ProducerLoad producing)
            throws Exception {
        for (int i = 0; i < 3; i++) {
            accepting.closed(CONCURRENCY, ground.round());
            answering.closed(CONCURRENCY, ground.round().dividedBy(2));
            producing.closed(CONCURRENCY, ground.round().dividedBy(2));
        }
        var accept = new Series();
        var answer = new Series();
        var produce = new Series();
        var steady = new Series();
        for (int i = 0; i < ground.rounds(); i++) {
            produce.add(producing.closed(CONCURRENCY, ground.round()).checked());
            accept.add(accepting.closed(CONCURRENCY, ground.round()).checked());
            answer.add(answering.closed(CONCURRENCY, ground.round()).checked());
            steady.add(accepting.open(STEADY_RATE, ground.round()).checked());
        }
        var lines = new ArrayList<Line>();
        double rate = accept.rate.median();
        lines.add(Line.of("accepted per second, %d callers".formatted(CONCURRENCY), accept.rate.text("%.0f", "/s"))
                .against("bare Kafka producer", produce.rate.text("%.0f", "/s"), rate / produce.rate.median())
                .wanted("at least half", rate >= produce.rate.median() / 2));
        lines.add(Line.of("the same", accept.rate.text("%.0f", "/s")).against("handler without Kafka",
                answer.rate.text("%.0f", "/s"), rate / answer.rate.median()));
        lines.add(Line.of("time of one, %d callers".formatted(CONCURRENCY), accept.times()).against("bare Kafka producer",
                produce.times(), accept.p99.median() / produce.p99.median()));
        lines.add(Line.of("the same", accept.times()).against("handler without Kafka", answer.times(),
                accept.p99.median() / answer.p99.median()));
        lines.add(Line.of("time of one at %.0f requests/s, from the intended start".formatted(STEADY_RATE), steady.times())
                .wanted("p99 under 15 ms", steady.p99.median() < 15));
        String method = """
                Broker, gateway and the plain server are processes of their own; no worker runs. %d rounds of %d s, \
                interleaved, after three to warm up. A closed loop of %d connections, except for the last line: there a \
                request is sent every %.0f ms, whether or not the last one was answered, and its time runs from when it \
                should have been sent. The producer has the gateway's settings (acks=all, idempotent, linger 0) and writes \
                %d bytes from as many virtual threads, each of which waits for its acknowledgement.""".formatted(
                ground.rounds(), ground.round().toSeconds(), CONCURRENCY,
                1000 / STEADY_RATE, RECORD_BYTES);
        return new Section("Accepting", method, lines);
    }

    private static ChildProcess plainServer(Ground ground, int port) {
        var java = ProcessHandle.current().info().command().orElse("java");
        var server = ChildProcess.start(List.of(java, "-cp", System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED", PlainServer.class.getName(), "" + port), Map.of(), ground.root());
        server.awaitLine(" is ready", Duration.ofSeconds(30));
        return server;
    }
}
