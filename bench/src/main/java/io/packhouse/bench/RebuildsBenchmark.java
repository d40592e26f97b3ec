package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.repackager.archive.ArchiveLimits;
import io.packhouse.repackager.archive.Copies;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiWriter;
import io.packhouse.repackager.xpi.AddonRebuild;
import io.packhouse.testkit.FreePorts;

/** Rebuilding an add-on: one file as a worker does it, and whole jobs through the all-in-one. */
final class RebuildsBenchmark implements Benchmark {

    private static final int REBUILDS = 40;
    private static final int CONCURRENCY = 16;

    @Override
    public String name() {
        return "rebuilds";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var lines = new ArrayList<Line>();
        var large = SampleXpi.large(ground.directory("sample"));
        files(ground, large, lines);
        jobs(ground, lines);
        return new Section("Add-on rebuilds",
                """
                        A WebExtension of %.1f MB with %d entries gets another version: opened and checked, its manifest changed, \
                        every other entry copied as it is packed (and unpacked to nowhere beside that, to find damage), written into \
                        the object store with fsync; %d in each of %d rounds, medians. The baselines write into the same store: \
                        deflating every entry again (`java.util.zip`), and a plain copy of the bytes. Whole jobs: `./packhouse up` \
                        with two workers, an add-on of two entries fetched from a local server by `location`, `Prefer: wait=60`, \
                        %d callers that wait; the baseline is what a job needs at least: two durable writes (the XPI and the \
                        outcome)."""
                        .formatted(Files.size(large) / 1e6, SampleXpi.ENTRIES, REBUILDS, ground.rounds(), CONCURRENCY),
                lines);
    }

    private static void files(Ground ground, Path xpi, List<Line> lines) throws Exception {
        var store = new FileObjectStore(ground.directory("rebuilds").resolve("store"));
        var engine = new AddonRebuild(_ -> {
            throw new IllegalStateException("a WebExtension needs no SDK");
        });
        var source = copied(xpi, "", store);
        rebuilt(engine, source, store, "0.1", Copies.CHECKED);
        var rebuild = new Rounds();
        var unchecked = new Rounds();
        var deflate = new Rounds();
        var copy = new Rounds();
        for (int round = 0; round < ground.rounds(); round++) {
            var rebuilds = new Latencies();
            var trusting = new Latencies();
            var deflates = new Latencies();
            var copies = new Latencies();
            for (int i = 0; i < REBUILDS; i++) {
                String version = round + "." + (i + 1);
                long from = System.nanoTime();
                rebuilt(engine, source, store, version, Copies.CHECKED);
                rebuilds.add(System.nanoTime() - from);
                from = System.nanoTime();
                rebuilt(engine, source, store, version + ".1", Copies.UNCHECKED);
                trusting.add(System.nanoTime() - from);
                if (i % 4 == 0) {
                    from = System.nanoTime();
                    Repacking.run(xpi, "{\"version\": \"" + version + "\"}", store);
                    deflates.add(System.nanoTime() - from);
                }
                from = System.nanoTime();
                copied(xpi, version, store);
                copies.add(System.nanoTime() - from);
            }
            rebuild.add(rebuilds.millis(50));
            unchecked.add(trusting.millis(50));
            deflate.add(deflates.millis(50));
            copy.add(copies.millis(50));
        }
        double faster = deflate.median() / rebuild.median();
        lines.add(new Line("rebuild of the file", rebuild.text("%.1f", "ms"),
                "deflating everything again: " + deflate.text("%.0f", "ms"), "%.1f times faster".formatted(faster), "")
                .wanted("10 times faster", faster >= 10));
        lines.add(new Line("the same, what is copied not looked into", unchecked.text("%.1f", "ms"),
                "deflating everything again: " + deflate.text("%.0f", "ms"),
                "%.1f times faster".formatted(deflate.median() / unchecked.median()), ""));
        lines.add(Line.of("rebuild of the file", rebuild.text("%.1f", "ms")).against("a plain copy of the file",
                copy.text("%.1f", "ms"), rebuild.median() / copy.median()));
    }

    private static void rebuilt(AddonRebuild engine, BlobRef source, FileObjectStore store, String version,
            Copies copies) throws IOException, InterruptedException {
        try (var archive = XpiArchive.open(store, source, ArchiveLimits.DEFAULT)) {
            var wanted = new RebuildAddon(new AddonSource.Upload(source, "large.xpi"), "large", null, version, Map.of(),
                    List.of(), null);
            XpiWriter.write(store, engine.rebuild(archive, wanted).entries(), copies);
        }
    }

    /** The file and a few more bytes, so that the store has not seen it before. */
    private static BlobRef copied(Path xpi, String more, FileObjectStore store) throws IOException {
        try (var blob = store.newBlob()) {
            Files.copy(xpi, blob);
            blob.write(more.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return blob.commit();
        }
    }

    private static void jobs(Ground ground, List<Line> lines) throws Exception {
        int port = FreePorts.next();
        var directory = ground.directory("jobs");
        var house = ground.ready("up", "--port", "" + port, "--data", directory.resolve("data").toString(), "--set",
                "management.port=0", "--set", "http.access-log=false", "--set", "addons.workers=2");
        try (var site = new AddonSite(List.of("127.0.0.1"));
                var load = new HttpLoad(Requests.addons(port), Requests.JSON_AND_WAIT, Requests.addon(site.addon(), null),
                        200)) {
            for (int i = 0; i < 3; i++) {
                load.closed(CONCURRENCY, ground.round());
            }
            var rate = new Series();
            var writes = new Rounds();
            var store = new FileObjectStore(directory.resolve("baseline"));
            for (int i = 0; i < ground.rounds(); i++) {
                rate.add(load.closed(CONCURRENCY, ground.round()).checked());
                writes.add(writesPerSecond(ground, store));
            }
            lines.add(Line.of("rebuilds per second, 2 workers", rate.rate.text("%.0f", "/s")).against(
                    "two durable writes each, 2 threads", writes.text("%.0f", "/s"), rate.rate.median() / writes.median()));
        } finally {
            Ground.stop(house);
        }
    }

    private static double writesPerSecond(Ground ground, FileObjectStore store) throws Exception {
        byte[] xpi = SampleXpi.small();
        return BuildsBenchmark.perSecond(ground, 2, () -> {
            String id = JobId.random().value();
            try (var blob = store.newBlob()) {
                blob.write(xpi);
                blob.write(id.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                blob.commit();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            store.createOnce("bench/" + id + "/outcome", xpi, io.packhouse.platform.objects.ObjectStore.Durability.POWER);
        });
    }
}
