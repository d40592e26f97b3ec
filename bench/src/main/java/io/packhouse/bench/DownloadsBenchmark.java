package io.packhouse.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Json;
import io.packhouse.testkit.FreePorts;

/** Downloads of a built installer of 44 MB against nginx, which sends the very same bytes from one file. */
final class DownloadsBenchmark implements Benchmark {

    private static final int TIMES = 15;
    private static final String NAME = "seattle_linux.tgz";

    @Override
    public String name() {
        return "downloads";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        int port = FreePorts.next();
        int nginxPort = FreePorts.next();
        Path directory = ground.directory("downloads");
        Path bases = bases(ground.directory("bases"));
        var house = ground.ready("up", "--port", "" + port, "--data", directory.resolve("data").toString(), "--set",
                "management.port=0", "--set", "installers.base-dir=" + bases, "--set",
                "installers.reserved-public-key=17 1000007", "--set", "http.access-log=false");
        try (var client = HttpClient.newHttpClient()) {
            String job = build(client, port);
            String path = "/custom_install/static/installers/" + job + "/" + NAME;
            Path files = ground.directory("nginx-files");
            client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    BodyHandlers.ofFile(files.resolve(NAME)));
            try (var _ = Nginx.serve(files, ground.directory("nginx"), nginxPort)) {
                return measure(ground, port, path, nginxPort, Files.size(files.resolve(NAME)));
            }
        } finally {
            Ground.stop(house);
        }
    }

    private static Path bases(Path directory) throws Exception {
        var sample = SampleTree.make(directory);
        var bases = Files.createDirectories(directory.resolve("bases"));
        for (String name : List.of(NAME, "seattle_mac.tgz")) {
            Files.copy(sample.tgz(), bases.resolve(name));
        }
        for (String name : List.of("seattle_win.zip", "seattle_android.zip")) {
            Files.copy(sample.zip(), bases.resolve(name));
        }
        return bases;
    }

    private static String build(HttpClient client, int port) throws Exception {
        var request = HttpRequest.newBuilder(Requests.installers(port)).header("Content-Type", "application/json")
                .header("Prefer", "wait=60").POST(BodyPublishers.ofString(Requests.INSTALLERS)).build();
        var job = Json.read(client.send(request, BodyHandlers.ofByteArray()).body(), JsonNode.class);
        if (!job.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException("the build did not succeed: " + job);
        }
        return job.get("id").asText();
    }

    private static Section measure(Ground ground, int port, String path, int nginxPort, long size) throws Exception {
        var lines = new ArrayList<Line>();
        for (int connections : new int[]{1, 8}) {
            var ours = new Rounds();
            var theirs = new Rounds();
            rate(port, path, connections);
            rate(nginxPort, "/" + NAME, connections);
            for (int i = 0; i < ground.rounds(); i++) {
                ours.add(rate(port, path, connections));
                theirs.add(rate(nginxPort, "/" + NAME, connections));
            }
            double ratio = ours.median() / theirs.median();
            lines.add(Line.of("downloads, %d at once".formatted(connections), ours.text("%.0f", "MB/s"))
                    .against("nginx", theirs.text("%.0f", "MB/s"), ratio).wanted("at least 90 %", ratio >= 0.9));
        }
        return new Section("Downloads", """
                A built installer of %d MB, a prepared base and a tail, from `./packhouse up`, against nginx (sendfile on) \
                with the same bytes in one file; %d rounds, interleaved, each of %d downloads over connections that stay \
                open. The client reads sockets and throws the bytes away. Client and servers share the processors.\
                """.formatted(size / 1_000_000, ground.rounds(), TIMES), lines);
    }

    /** Megabytes per second. */
    private static double rate(int port, String path, int connections) throws Exception {
        long from = System.nanoTime();
        long bytes = 0;
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> downloads = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                downloads.add(threads.submit(() -> Sockets.download(port, path, Math.max(2, TIMES / connections))));
            }
            for (var download : downloads) {
                bytes += download.get();
            }
        }
        return bytes / 1e6 / ((System.nanoTime() - from) / 1e9);
    }
}
