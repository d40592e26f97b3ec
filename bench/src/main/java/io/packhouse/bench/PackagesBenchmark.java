package io.packhouse.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageSigning;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyFile;
import io.packhouse.testkit.FreePorts;

/** Uploads of packages, and downloads that are signed for a device. */
final class PackagesBenchmark implements Benchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final int DOWNLOADS = 20;

    @Override
    public String name() {
        return "packages";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        Path directory = ground.directory("packages");
        Path key = SamplePackage.key(directory, "store", "-keyalg", "RSA", "-keysize", "2048");
        Path password = Files.writeString(directory.resolve("password"), SamplePackage.PASSWORD);
        int signedPort = FreePorts.next();
        int plainPort = FreePorts.next();
        var signed = ground.ready("up", "--port", "" + signedPort, "--data", directory.resolve("signed").toString(),
                "--set", "management.port=0", "--set", "http.access-log=false", "--set", "packages.store-key=store",
                "--set", "signing.keys.store.file=" + key, "--set", "signing.keys.store.password-file=" + password, "--set",
                "signing.keys.store.uses=ampkg-store", "--set", "packages.limits.new-hardware-ids=0");
        var plain = ground.ready("up", "--port", "" + plainPort, "--data", directory.resolve("plain").toString(), "--set",
                "management.port=0", "--set", "http.access-log=false");
        try {
            upload(ground, directory, plainPort, "checked", lines);
            upload(ground, directory, signedPort, "checked and prepared for signatures", lines);
            for (int megabytes : new int[]{1, 50}) {
                downloads(ground, directory, signedPort, plainPort, key, megabytes, lines);
            }
        } finally {
            Ground.stop(signed);
            Ground.stop(plain);
        }
        return new Section("Packages",
                """
                        Two houses (`./packhouse up`), one with a store key (RSA-2048) and one without; %d rounds. A package is half \
                        noise and half text. Uploads: packages of 50 MB that the house has not seen, from the first byte to the answer. \
                        Downloads, one at a time over a connection each, %d a round: a new hardware id each time (a new signature), the \
                        same hardware id again, and the file as it is from the house without a key; time from the request to the first \
                        byte of the body, by a bare socket. The baseline of signing is what the original does: unpack, sign, pack again, \
                        in memory of one process. Clients and houses share the processors."""
                        .formatted(ground.rounds(), DOWNLOADS),
                lines);
    }

    private static void upload(Ground ground, Path directory, int port, String how, List<Line> lines) throws Exception {
        var ours = new Rounds();
        var sums = new Rounds();
        try (var client = HttpClient.newHttpClient()) {
            put(client, port, SamplePackage.make(directory, "warm.up", MEGABYTE, port));
            for (int round = 0; round < ground.rounds(); round++) {
                Path file = SamplePackage.make(directory, "upload", 50 * MEGABYTE, port * 100 + round);
                double megabytes = Files.size(file) / 1e6;
                sums.add(megabytes / Ground.seconds(directory, "sha256sum", file.toString()));
                long from = System.nanoTime();
                put(client, port, file);
                ours.add(megabytes / ((System.nanoTime() - from) / 1e9));
                Files.delete(file);
            }
        }
        lines.add(Line.of("upload, " + how, ours.text("%.0f", "MB/s")).against("sha256sum", sums.text("%.0f", "MB/s"),
                ours.median() / sums.median()));
    }

    private static void put(HttpClient client, int port, Path file) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/package/upload"))
                .PUT(HttpRequest.BodyPublishers.ofFile(file)).build(), BodyHandlers.ofString());
        if (!answer.body().contains("\"status\":\"ok\"")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static void downloads(Ground ground, Path directory, int signedPort, int plainPort, Path keyFile, int megabytes,
            List<Line> lines) throws Exception {
        String id = "package." + megabytes;
        Path file = SamplePackage.make(directory, id, megabytes * MEGABYTE, 1);
        try (var client = HttpClient.newHttpClient()) {
            put(client, signedPort, file);
            put(client, plainPort, file);
        }
        String path = "/package/download?id=" + id + "&hardware-id=";
        var fresh = new Measured();
        var again = new Measured();
        var plain = new Measured();
        measure(signedPort, path + "warm", true);
        measure(plainPort, path, false);
        for (int round = 0; round < ground.rounds(); round++) {
            fresh.add(measure(signedPort, path + "device-" + round + "-", true));
            again.add(measure(signedPort, path + "device", false));
            plain.add(measure(plainPort, path, false));
        }
        double repack = repackSeconds(ground, directory, file, keyFile);
        String what = "%d MB, ".formatted(megabytes);
        lines.add(Line.of(what + "new hardware id: first byte", fresh.text())
                .against("plain", plain.text(), fresh.first.millis(50) / plain.first.millis(50)));
        lines.add(Line.of(what + "known hardware id: first byte", again.text())
                .against("plain", plain.text(), again.first.millis(50) / plain.first.millis(50)));
        lines.add(Line.of(what + "new hardware id: downloads", fresh.rate.text("%.1f", "/s"))
                .against("plain", plain.rate.text("%.1f", "/s"), fresh.rate.median() / plain.rate.median()));
        lines.add(Line.of(what + "known hardware id: downloads", again.rate.text("%.1f", "/s"))
                .against("plain", plain.rate.text("%.1f", "/s"), again.rate.median() / plain.rate.median()));
        lines.add(Line.of(what + "new hardware id: downloads", fresh.rate.text("%.1f", "/s")).against(
                "unpack, sign, pack again", "%.1f /s".formatted(1 / repack), fresh.rate.median() * repack));
    }

    /** First bytes of all downloads, and the rate of each round. */
    private static final class Measured {
        final Latencies first = new Latencies();
        final Rounds rate = new Rounds();

        void add(Round round) {
            first.addAll(round.first());
            rate.add(DOWNLOADS / round.seconds());
        }

        String text() {
            return "p50 %.1f ms, p99 %.1f ms".formatted(first.millis(50), first.millis(99));
        }
    }

    private record Round(Latencies first, double seconds) {
    }

    private static Round measure(int port, String path, boolean numbered) throws Exception {
        var first = new Latencies();
        long from = System.nanoTime();
        for (int i = 0; i < DOWNLOADS; i++) {
            first.add(Sockets.firstByte(port, numbered ? path + i : path));
        }
        return new Round(first, (System.nanoTime() - from) / 1e9);
    }

    private static double repackSeconds(Ground ground, Path directory, Path file, Path keyFile) throws Exception {
        var key = KeyFile.open(keyFile, SamplePackage.PASSWORD).key();
        var signing = new PackageSigning(PackageLimits.DEFAULT);
        Path target = directory.resolve("repacked");
        var seconds = new Rounds();
        for (int round = 0; round < ground.rounds(); round++) {
            long from = System.nanoTime();
            signing.store(file, target, "device-" + round, content -> CmsSigner.detached(key, content));
            seconds.add((System.nanoTime() - from) / 1e9);
        }
        return seconds.median();
    }
}
