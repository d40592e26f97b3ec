package io.packhouse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Headers;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.TopicNames;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.FreePorts;

/** A catalogue of a hundred thousand packages: lists, filters, memory, start. */
final class CatalogueBenchmark implements Benchmark {

    private static final int PACKAGES = 100_000;
    private static final int CATEGORIES = 50;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        Path data = ground.directory("catalogue").resolve("data");
        Path empty = ground.directory("catalogue").resolve("empty");
        int port = FreePorts.next();
        int kafka = FreePorts.next();
        double emptyMegabytes;
        try (var house = start(ground, port, kafka, data)) {
            emptyMegabytes = heapMegabytes(house);
            write(kafka);
            await(port);
            double full = heapMegabytes(house);
            lines.add(Line.of("heap of the whole, 100,000 packages", "%.0f MB".formatted(full)).against("no package",
                    "%.0f MB".formatted(emptyMegabytes), full / emptyMegabytes));
            reads(ground, port, lines);
            Ground.stop(house);
        }
        starts(ground, port, kafka, data, empty, lines);
        return new Section("Catalogue of 100,000 packages",
                """
                        100,000 records are written to the log of packages, as package-store writes them: names and descriptions in \
                        two languages, %d categories, every fourth package of an architecture. Reads: `./packhouse up`, %d rounds, \
                        one caller that asks the same again and again, for which answers are kept until the catalogue changes; the baseline `/hello` asks the same server for nothing. Memory: the heap in use after a full \
                        collection (`jcmd GC.run`), of everything in the one process, broker included. Start: from the command to the \
                        first answered list, against the same on an empty directory."""
                        .formatted(CATEGORIES, ground.rounds()),
                lines);
    }

    private static ChildProcess start(Ground ground, int port, int kafka, Path data) {
        return ground.ready("up", "--port", "" + port, "--data", data.toString(), "--set", "broker.port=" + kafka, "--set",
                "management.port=0", "--set", "http.access-log=false");
    }

    private static void write(int kafka) {
        Map<String, Object> all = new HashMap<>(KafkaSettings.local("127.0.0.1:" + kafka, "packhouse.").clientProperties());
        all.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        all.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
        all.put("acks", "all");
        String topic = new TopicNames("packhouse.").of(Topic.PACKAGES);
        try (var producer = new KafkaProducer<String, byte[]>(all)) {
            for (int number = 0; number < PACKAGES; number++) {
                CatalogueRecord record = record(number);
                var sent = new ProducerRecord<>(topic, "org.example.package" + number, Json.write(record));
                sent.headers().add(Headers.CONTENT_TYPE, Headers.JSON.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                var _ = producer.send(sent);
            }
            producer.flush();
        }
    }

    private static CatalogueRecord record(int number) {
        String digest = "%064x".formatted(number + 1);
        var facts = new PackageFacts(
                new PackageKey("org.example.package" + number, number % 4 == 0 ? "linux_x86_64" : ""), "1." + number,
                Map.of("en", "Package number " + number, "de", "Paket Nummer " + number),
                Map.of("en", "What package " + number + " is good for, in a sentence of usual length."),
                List.of("category " + number % CATEGORIES, "everything"), new BlobRef(digest, 1000 + number),
                new BlobRef(digest, 500), digest, 5000, null);
        return new CatalogueRecord.Uploaded(JobId.random(), Instant.now(), "bench", facts, null);
    }

    private static void await(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (size(client, port) < PACKAGES) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the view did not read the catalogue");
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static int size(HttpClient client, int port) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(uri(port, "/package/list?architecture=linux_x86_64")).build(),
                BodyHandlers.ofByteArray());
        return answer.statusCode() == 200 ? Json.mapper().readTree(answer.body()).size() : 0;
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private record Question(String what, String path) {
    }

    private static void reads(Ground ground, int port, List<Line> lines) throws IOException, InterruptedException {
        var questions = List.of(new Question("list of everything", "/package/list?architecture=linux_x86_64"),
                new Question("list of one category", "/package/list?architecture=linux_x86_64&category=category%207"),
                new Question("filter with few hits", "/package/list?architecture=linux_x86_64&filter=number%20424"),
                new Question("filter with no hit", "/package/list?filter=nowhere"),
                new Question("list of categories", "/category/list"));
        Latencies hello = times(ground, port, "/hello?project-id=PROJECT");
        Latencies fresh = newFilters(ground, port);
        lines.add(Line.of("filter, another text each time", fresh.text()).against("hello", hello.text(),
                fresh.millis(50) / hello.millis(50)));
        for (Question question : questions) {
            Latencies times = times(ground, port, question.path());
            lines.add(Line.of(question.what(), times.text()).against("hello", hello.text(),
                    times.millis(50) / hello.millis(50)));
        }
    }

    /** Answers to a question are kept until the catalogue changes; these were never asked before. */
    private static Latencies newFilters(Ground ground, int port) throws IOException, InterruptedException {
        var all = new Latencies();
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < ground.rounds() * 100; i++) {
                long from = System.nanoTime();
                var answer = client.send(
                        HttpRequest.newBuilder(uri(port, "/package/list?filter=number%20" + (10_000 + i))).build(),
                        BodyHandlers.ofByteArray());
                all.add(System.nanoTime() - from);
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("a filter was answered " + answer.statusCode());
                }
            }
        }
        return all;
    }

    private static Latencies times(Ground ground, int port, String path) throws InterruptedException {
        var all = new Latencies();
        try (var load = new HttpLoad(uri(port, path), Map.of(), "", 200)) {
            load.closed(1, ground.round().dividedBy(2));
            for (int round = 0; round < ground.rounds(); round++) {
                all.addAll(load.closed(1, ground.round().dividedBy(2)).checked().latencies());
            }
        }
        return all;
    }

    private static void starts(Ground ground, int port, int kafka, Path data, Path empty, List<Line> lines)
            throws Exception {
        var full = new Rounds();
        var none = new Rounds();
        for (int round = 0; round < ground.rounds(); round++) {
            long from = System.nanoTime();
            try (var house = start(ground, port, kafka, data); var client = HttpClient.newHttpClient()) {
                if (size(client, port) != PACKAGES) {
                    throw new IllegalStateException("the first list after a start lacks packages");
                }
                full.add((System.nanoTime() - from) / 1e9);
                Ground.stop(house);
            }
            from = System.nanoTime();
            try (var house = start(ground, port, kafka, empty); var client = HttpClient.newHttpClient()) {
                size(client, port);
                none.add((System.nanoTime() - from) / 1e9);
                Ground.stop(house);
            }
        }
        lines.add(Line.of("command to the first list", full.text("%.1f", "s")).against("empty", none.text("%.1f", "s"),
                full.median() / none.median()));
    }

    private static double heapMegabytes(ChildProcess house) throws IOException {
        jcmd(house, "GC.run");
        jcmd(house, "GC.run");
        String info = jcmd(house, "GC.heap_info");
        long kilobytes = java.util.regex.Pattern.compile("(?m)^(?:DefNew|Tenured|garbage-first heap)\\s.*?used (\\d+)K")
                .matcher(info).results().mapToLong(used -> Long.parseLong(used.group(1))).sum();
        return kilobytes * 1024 / 1e6;
    }

    private static String jcmd(ChildProcess house, String command) throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        try (var jcmd = ChildProcess.start(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(house.pid()),
                        command),
                Map.of(), directory)) {
            jcmd.awaitExit(Duration.ofMinutes(1));
            return jcmd.output();
        }
    }
}
