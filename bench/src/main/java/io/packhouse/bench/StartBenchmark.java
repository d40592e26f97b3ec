package io.packhouse.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

/** Starting the all-in-one on a built tree: on an empty directory, and after {@code kill -9} on a used one. */
final class StartBenchmark implements Benchmark {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var fresh = new Rounds();
        var killed = new Rounds();
        var firstFresh = new Rounds();
        var firstKilled = new Rounds();
        var broker = new Rounds();
        var memory = new Rounds();
        round(ground, ground.directory("warm-up"), new Rounds(), new Rounds(), new Rounds());
        for (int i = 0; i < ground.rounds(); i++) {
            broker.add(brokerSeconds(ground));
            var directory = ground.directory("start");
            round(ground, directory, fresh, firstFresh, memory);
            round(ground, directory, killed, firstKilled, new Rounds());
        }
        return new Section("Starting",
                """
                        `./packhouse up` on a built tree, from the command to the line "Packhouse is ready", and from that line to the \
                        answer of a first build; %d rounds. Each start is ended with `kill -9`, and the next is on the same data. The \
                        baseline is `./packhouse broker` alone on an empty directory. Memory is the resident set of the one process \
                        (VmRSS) after that first build."""
                        .formatted(ground.rounds()),
                List.of(
                        Line.of("command to ready, empty directory", fresh.text("%.1f", "s"))
                                .against("the broker alone", broker.text("%.1f", "s"), fresh.median() / broker.median())
                                .wanted("under 6 s", fresh.median() < 6),
                        Line.of("command to ready, after kill -9", killed.text("%.1f", "s"))
                                .against("the broker alone", broker.text("%.1f", "s"), killed.median() / broker.median())
                                .wanted("under 8 s", killed.median() < 8),
                        Line.of("ready to the first build's answer, empty directory", firstFresh.text("%.2f", "s")),
                        Line.of("ready to the first build's answer, after kill -9", firstKilled.text("%.2f", "s")),
                        Line.of("memory of the whole", memory.text("%.0f", "MB"))));
    }

    private static void round(Ground ground, Path directory, Rounds start, Rounds first, Rounds memory) throws Exception {
        int port = FreePorts.next();
        long from = System.nanoTime();
        try (var house = ground.ready("up", "--port", "" + port, "--data", directory.resolve("data").toString(), "--set",
                "management.port=0")) {
            start.add((System.nanoTime() - from) / 1e9);
            first.add(firstBuildSeconds(port));
            memory.add(residentMegabytes(house));
            house.kill9();
        }
    }

    private static double brokerSeconds(Ground ground) throws Exception {
        long from = System.nanoTime();
        try (var broker = ground.ready("broker", "--port", "" + FreePorts.next(), "--data",
                ground.directory("broker").toString())) {
            double seconds = (System.nanoTime() - from) / 1e9;
            broker.kill9();
            return seconds;
        }
    }

    private static double firstBuildSeconds(int port) throws Exception {
        long from = System.nanoTime();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(Requests.installers(port)).header("Content-Type", "application/json")
                            .header("Prefer", "wait=60").POST(BodyPublishers.ofString(Requests.INSTALLERS)).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "the first build was answered " + answer.statusCode() + ": " + answer.body());
            }
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static double residentMegabytes(ChildProcess process) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum() * 1024 / 1e6;
    }
}
