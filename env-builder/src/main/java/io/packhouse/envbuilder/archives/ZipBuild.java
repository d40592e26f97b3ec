package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code zip.build}: a zip of a tree, of a directory of the recipe's data, or of both and single files beside. Equal files make
 * equal bytes: entries in the order of their UTF-8 bytes, no directories, and {@link ZipHeaders}. Entries are stored unless
 * {@code level} says otherwise: what a deflater makes of them changes with the version of zlib under a JVM.
 */
final class ZipBuild implements StepKind {

    private static final Comparator<byte[]> BYTEWISE = Arrays::compareUnsigned;

    private final Workshop workshop;

    ZipBuild(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public String name() {
        return "zip.build";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "level", "entries");
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        String level = with.text("level", "0");
        if (!level.matches("[0-9]")) {
            throw with.wrong("level", "is 0 (stored) to 9 (hardest), not " + level);
        }
        SortedMap<String, Value.Blob> files = new TreeMap<>(Trees.from(call, "from").files());
        for (Map.Entry<String, Value> extra : entries(with).entrySet()) {
            files.put(extra.getKey(), Contents.toFile(workshop.objects(), extra.getValue()));
        }
        long size = files.values().stream().mapToLong(blob -> blob.content().size()).sum();
        if (size > workshop.limits().extracted().bytes()) {
            throw new Failure(Failure.Code.TOO_LARGE, "step " + call.id() + " packs " + size + " bytes; at most "
                    + workshop.limits().extracted() + " are taken (environments.limits.extracted)").exception();
        }
        return new StepResult(pack(Trees.of(with, workshop.limits(), files), Integer.parseInt(level)));
    }

    /** The parameter {@code entries}: contents by path. */
    private static Map<String, Value> entries(Parameters with) {
        SortedMap<String, Value> entries = new TreeMap<>();
        with.find("entries").ifPresent(value -> {
            switch (value) {
                case Value.Fields fields -> entries.putAll(fields.fields());
                case Value.Json json when json.node().isObject() ->
                    json.node().properties().forEach(each -> entries.put(each.getKey(), new Value.Json(each.getValue())));
                default -> throw with.wrong("entries", "is no object of contents by path");
            }
        });
        return entries;
    }

    private Value.Blob pack(Value.Tree tree, int level) throws IOException, InterruptedException {
        List<byte[]> paths = new ArrayList<>();
        tree.files().keySet().forEach(path -> paths.add(path.getBytes(StandardCharsets.UTF_8)));
        paths.sort(BYTEWISE);
        try (BlobMaker maker = new BlobMaker(workshop.objects())) {
            var zip = new ZipWriter(maker, level, ZipFields.NO_NUMBER);
            for (byte[] bytes : paths) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the attempt was stopped while a zip was built");
                }
                String path = new String(bytes, StandardCharsets.UTF_8);
                BlobRef content = tree.files().get(path).content();
                zip.add(path, content.size(), () -> workshop.objects().open(content.sha256(), 0, content.size()));
            }
            zip.finish();
            return maker.commit();
        }
    }
}
