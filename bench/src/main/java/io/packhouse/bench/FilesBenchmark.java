package io.packhouse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BasePreparation;
import io.packhouse.installerbuilder.archive.InstallerBase;
import io.packhouse.platform.objects.FileObjectStore;

/** Building one installer's file: base and tail, against copying the base and against unpacking and packing it again. */
final class FilesBenchmark implements Benchmark {

    private static final int BUILDS = 2000;
    private static final byte[] VESSELINFO = """
            Percent 80
            Owner 17 1000001
            User 17 1000003
            Percent 20
            Owner 17 1000007
            """.getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Section run(Ground ground) throws Exception {
        var sample = SampleTree.make(ground.directory("sample"));
        var directory = ground.directory("files");
        Files.write(sample.directory().resolve("seattle/seattle_repy/vesselinfo"), VESSELINFO);
        var store = new FileObjectStore(directory.resolve("store"));
        var lines = new ArrayList<Line>();
        measure(ground, "tgz", Platform.LINUX, sample.tgz(), store, directory, lines,
                """
                        gunzip -c %1$s > whole.tar && tar -rf whole.tar -C %2$s seattle/seattle_repy/vesselinfo && gzip -c whole.tar > out\
                        """
                        .formatted(sample.tgz(), sample.directory()));
        measure(ground, "zip", Platform.WINDOWS, sample.zip(), store, directory, lines, """
                cp %1$s out.zip && cd %2$s && zip -q %3$s/out.zip seattle/seattle_repy/vesselinfo\
                """.formatted(sample.zip(), sample.directory(), directory));
        return new Section("Installer files",
                """
                        A base of %d MB (tgz) and of %d MB (zip), packed by tar, gzip and zip. A build is what a worker does for one \
                        platform: the tail, and the digest of the whole; the median of %d builds in each of %d rounds. Repacking is \
                        `gunzip | tar -r | gzip`, and `zip`, which appends and copies nothing but the file. A copy is \
                        `Files.copy`, not synced. Stored is what the build adds to the disk: the artifact's part of the outcome.\
                        """
                        .formatted(Files.size(sample.tgz()) / 1_000_000, Files.size(sample.zip()) / 1_000_000, BUILDS,
                                ground.rounds()),
                lines);
    }

    private static void measure(Ground ground, String form, Platform platform, Path file, FileObjectStore store,
            Path directory,
            List<Line> lines, String repacking) throws Exception {
        var base = new BasePreparation(BaseLimits.DEFAULT).prepare(platform, file, store).open(store);
        var build = new Rounds();
        var copy = new Rounds();
        var repack = new Rounds();
        micros(base, platform);
        long before = diskBytes(directory.resolve("store"));
        for (int i = 0; i < ground.rounds(); i++) {
            build.add(micros(base, platform));
            long from = System.nanoTime();
            Files.copy(file, directory.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
            copy.add((System.nanoTime() - from) / 1e6);
            repack.add(Ground.seconds(directory, "sh", "-c", repacking) * 1e3);
        }
        double faster = repack.median() * 1e3 / build.median();
        var repacked = Line.of("build of the " + form, build.text("%.0f", "µs")).against("unpack, append, repack",
                repack.text("%.0f", "ms"), build.median() / 1e3 / repack.median());
        var factor = "%.0f times faster".formatted(faster);
        lines.add(new Line(repacked.what(), repacked.measured(), repacked.baseline(), factor, "").wanted(
                form.equals("tgz") ? "1,000 times faster" : "faster", faster >= (form.equals("tgz") ? 1000 : 1)));
        lines.add(new Line("the same", build.text("%.0f", "µs"), "plain copy: " + copy.text("%.0f", "ms"),
                "%.0f times faster".formatted(copy.median() * 1e3 / build.median()), ""));
        var artifact = base.build(platform, VESSELINFO, Instant.now());
        int stored = Json.write(artifact).length;
        lines.add(Line.of("stored per %s and build".formatted(form), stored + " bytes")
                .against("the file", artifact.size() + " bytes", (double) stored / artifact.size())
                .wanted("under 4 KB", stored < 4000));
        long written = diskBytes(directory.resolve("store")) - before;
        lines.add(Line
                .of("bytes of the %s that %d builds compressed or stored again".formatted(form, ground.rounds() * BUILDS),
                        Long.toString(written))
                .wanted("none", written == 0));
    }

    private static long diskBytes(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The median time of a build. */
    private static double micros(InstallerBase base, Platform platform) {
        var times = new Latencies();
        for (int i = 0; i < BUILDS; i++) {
            long from = System.nanoTime();
            base.build(platform, VESSELINFO, Instant.now());
            times.add(System.nanoTime() - from);
        }
        return times.millis(50) * 1e3;
    }
}
