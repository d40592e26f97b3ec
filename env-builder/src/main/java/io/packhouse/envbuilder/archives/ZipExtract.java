package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.ArchiveFile;
import io.packhouse.archives.NamePolicy;
import io.packhouse.archives.Tolerance;
import io.packhouse.archives.UnpackLimits;
import io.packhouse.archives.ZipArchive;
import io.packhouse.archives.ZipLimits;
import io.packhouse.archives.ZipRules;
import io.packhouse.contracts.BlobRef;
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
 * {@code zip.extract}: the files of a zip, which may come from anybody. The structure of the whole archive is checked
 * ({@link ZipArchive}); only what {@code include} and {@code exclude} leave is unpacked, and only that has to stand apart on
 * every file system. Memory holds the names and one small file for each of 16 lanes.
 */
final class ZipExtract implements StepKind {

    /** What is held in memory, so that equal files are made durable once. */
    private static final int SMALL = 64 * 1024;
    /** So much may come out of the smallest archive, whatever the ratio. */
    private static final long FLOOR = 1 << 20;
    /** What all names of an archive together may take, in characters. */
    private static final long NAMES_LIMIT = 16 << 20;

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
    public Set<String> parameters() {
        return Set.of("from", "include", "exclude", "strip");
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        Value.Blob from = Contents.file(with.value("from")).orElseThrow(() -> with.wrong("from", "is no file"));
        try (ZipArchive zip = ZipArchive.open(file(from.content()), rules(workshop.limits()))) {
            SortedMap<String, ArchiveEntry> taken = taken(zip, with);
            limits(workshop.limits()).checkTotal(taken.values(), zip.size(), Refused::of);
            Map<String, Value.Blob> small = new ConcurrentHashMap<>();
            List<ArchiveEntry> entries = List.copyOf(taken.values());
            List<Value.Blob> blobs = Lanes.map(entries, entry -> unpack(entry, small));
            SortedMap<String, Value.Blob> tree = new TreeMap<>();
            int i = 0;
            for (String path : taken.keySet()) {
                tree.put(path, Trees.named(path, blobs.get(i++)));
            }
            call.log("unpacked " + tree.size() + " files");
            return new StepResult(new Value.Tree(tree));
        }
    }

    /** How a zip of anybody is read: what honest writers do is put up with, and names may meet as long as none of them is taken. */
    static ZipRules rules(StepLimits limits) {
        return new ZipRules(new ZipLimits(ZipLimits.NONE, limits.entries(), ZipLimits.NONE, NAMES_LIMIT,
                PathRules.LENGTH_LIMIT, PathRules.DEPTH_LIMIT), EnumSet.allOf(Tolerance.class), NamePolicy.NEVER_TWICE,
                Refused::of);
    }

    private static UnpackLimits limits(StepLimits limits) {
        return new UnpackLimits(ZipLimits.NONE, limits.extracted().bytes(), limits.ratio(), FLOOR);
    }

    /** The blob as a file: the store's own where it has one, else a copy in {@link Workshop#scratch}. */
    private ArchiveFile file(BlobRef blob) throws IOException {
        Optional<Path> file = workshop.objects().localFile(blob.sha256());
        if (file.isPresent()) {
            return ArchiveFile.open(file.get());
        }
        Files.createDirectories(workshop.scratch());
        try (InputStream in = workshop.objects().open(blob.sha256(), 0, blob.size())) {
            return ArchiveFile.copy(in, Files.createTempFile(workshop.scratch(), "archive-", null));
        }
    }

    /** The entries that are asked for, by their paths in the tree. Neither their names nor their paths meet on any system. */
    private static SortedMap<String, ArchiveEntry> taken(ZipArchive zip, Parameters with) {
        Selection selection = Selection.of(with);
        List<ArchiveEntry> selected = zip.entries().stream()
                .filter(entry -> !entry.isDirectory() && selection.takes(entry.name())).toList();
        PathRules.meeting(selected.stream().map(ArchiveEntry::name).toList()).ifPresent(meeting -> {
            throw Refused.archive("has the entries " + meeting);
        });
        selection.needed().stream().filter(name -> zip.find(name).isEmpty()).findFirst().ifPresent(name -> {
            throw Refused.archive("has no file " + Refused.shown(name));
        });
        Strip strip = Strip.of(with);
        SortedMap<String, ArchiveEntry> taken = new TreeMap<>();
        for (ArchiveEntry entry : selected) {
            String path = strip.of(entry.name());
            if (!PathRules.isPath(path)) {
                throw Refused.entry(entry.name(), "has a path that not every system can have");
            }
            if (taken.put(path, entry) != null) {
                throw with.wrong("strip", "leaves one path for two files, " + Refused.shown(path));
            }
        }
        Trees.requireApart(taken.keySet());
        return taken;
    }

    private Value.Blob unpack(ArchiveEntry entry, Map<String, Value.Blob> small) throws IOException {
        if (entry.size() > SMALL) {
            try (InputStream in = entry.open(); BlobMaker maker = new BlobMaker(workshop.objects())) {
                in.transferTo(maker);
                return maker.commit();
            }
        }
        byte[] bytes;
        try (InputStream in = entry.open()) {
            bytes = in.readAllBytes();
        }
        String sha256 = Sha256Text.of(bytes);
        Value.Blob known = small.get(sha256);
        if (known == null) {
            known = BlobMaker.of(workshop.objects(), bytes);
            small.put(sha256, known);
        }
        return known;
    }
}
