package io.packhouse.envbuilder.archives;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Sha256Text;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code zip.extract}: the files of a zip, which may come from anybody. The whole archive is checked ({@link ZipArchive}); only
 * what {@code include} and {@code exclude} leave is unpacked. Memory holds the names and one small file for each of 16 lanes.
 */
final class ZipExtract implements StepKind {

    /** What is held in memory, so that equal files are made durable once. */
    private static final int SMALL = 64 * 1024;
    /** So much may come out of the smallest archive, whatever the ratio. */
    private static final long FLOOR = 1 << 20;

    private final Workshop workshop;

    ZipExtract(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public String name() {
        return "zip.extract";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        Value.Blob from = Contents.file(with.value("from")).orElseThrow(() -> with.wrong("from", "is no file"));
        try (ArchiveFile file = ArchiveFile.open(workshop, from.content())) {
            SortedMap<String, ZipArchive.Entry> taken = taken(file, with);
            check(taken, file.size());
            Map<String, Value.Blob> small = new ConcurrentHashMap<>();
            List<ZipArchive.Entry> entries = List.copyOf(taken.values());
            List<Value.Blob> blobs = Lanes.map(entries, entry -> unpack(file, entry, small));
            SortedMap<String, Value.Blob> tree = new TreeMap<>();
            int i = 0;
            for (String path : taken.keySet()) {
                tree.put(path, Trees.named(path, blobs.get(i++)));
            }
            call.log("unpacked " + tree.size() + " files");
            return new StepResult(new Value.Tree(tree));
        }
    }

    /** The entries that are asked for, by their paths in the tree. */
    private SortedMap<String, ZipArchive.Entry> taken(ArchiveFile file, Parameters with) throws IOException {
        Selection selection = Selection.of(with);
        Strip strip = Strip.of(with);
        SortedMap<String, ZipArchive.Entry> taken = new TreeMap<>();
        List<String> needed = new ArrayList<>(selection.needed());
        for (ZipArchive.Entry entry : ZipArchive.read(file, workshop.limits().entries())) {
            needed.remove(entry.name());
            if (!entry.isDirectory() && selection.takes(entry.name())) {
                String path = strip.of(entry.name());
                if (!PathRules.isPath(path)) {
                    throw Refused.entry(entry.name(), "has a path that not every system can have");
                }
                if (taken.put(path, entry) != null) {
                    throw with.wrong("strip", "leaves one path for two files, " + Refused.shown(path));
                }
            }
        }
        if (!needed.isEmpty()) {
            throw Refused.archive("has no file " + Refused.shown(needed.getFirst()));
        }
        Trees.requireApart(taken.keySet());
        return taken;
    }

    /** No entry unpacks to more than it declares, so that this holds for what really comes out too. */
    private void check(SortedMap<String, ZipArchive.Entry> taken, long packed) {
        StepLimits limits = workshop.limits();
        long unpacked = 0;
        for (ZipArchive.Entry entry : taken.values()) {
            unpacked += Math.min(entry.record().unpacked(), Long.MAX_VALUE / 2 - unpacked);
        }
        if (unpacked > limits.extracted().bytes()) {
            throw Refused.tooLarge("unpacks to " + unpacked + " bytes; at most " + limits.extracted()
                    + " are taken (environments.limits.extracted)");
        }
        if (unpacked > FLOOR && unpacked / limits.ratio() > packed) {
            throw Refused.tooLarge("unpacks from " + packed + " to " + unpacked + " bytes; it may be " + limits.ratio()
                    + " times as many (environments.limits.ratio)");
        }
    }

    private Value.Blob unpack(ArchiveFile file, ZipArchive.Entry entry, Map<String, Value.Blob> small) throws IOException {
        if (entry.record().unpacked() > SMALL) {
            try (BlobMaker maker = new BlobMaker(workshop.objects())) {
                ZipContent.write(file, entry, maker);
                return maker.commit();
            }
        }
        var bytes = new ByteArrayOutputStream((int) entry.record().unpacked());
        ZipContent.write(file, entry, bytes);
        String sha256 = Sha256Text.of(bytes.toByteArray());
        Value.Blob known = small.get(sha256);
        if (known == null) {
            known = BlobMaker.of(workshop.objects(), bytes.toByteArray());
            small.put(sha256, known);
        }
        return known;
    }
}
