package io.packhouse.envbuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.archives.ArchiveSteps;
import io.packhouse.envbuilder.data.DataSteps;
import io.packhouse.envbuilder.patches.PatchSteps;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

/** Runs the kinds of {@code archives}, {@code data} and {@code patches} by themselves: with a real object store, without an engine. */
public final class StepBench {

    /** As {@code environments.yaml} has them. */
    public static final StepLimits LIMITS = new StepLimits(ByteSize.parse("2GiB"), ByteSize.parse("512MiB"),
            ByteSize.parse("16MiB"), 100_000, ByteSize.parse("4GiB"), 200, 20_000);

    private final Workshop workshop;
    private final List<StepKind> kinds = new ArrayList<>();
    private final SortedMap<String, Value.Blob> data = new TreeMap<>();
    private final List<String> log = new ArrayList<>();

    public StepBench(Path directory) {
        this(directory, LIMITS);
    }

    public StepBench(Path directory, StepLimits limits) {
        this(directory, new FileObjectStore(directory.resolve("store")), limits);
    }

    @SuppressWarnings("NullAway") // there is no client: nothing goes out from here
    public StepBench(Path directory, ObjectStore objects, StepLimits limits) {
        workshop = new Workshop(objects, null, limits, Config.load(List.of(), Optional.empty(), Map.of(), Map.of()),
                directory.resolve("scratch"), new SimpleMeterRegistry());
        kinds.addAll(new ArchiveSteps().kinds(workshop));
        kinds.addAll(new DataSteps().kinds(workshop));
        kinds.addAll(new PatchSteps().kinds(workshop));
    }

    public Workshop workshop() {
        return workshop;
    }

    public List<String> log() {
        return log;
    }

    /** A file of the recipe's data. */
    public StepBench data(String path, String content) throws IOException {
        data.put(path, blob(content));
        return this;
    }

    public Value.Blob blob(String content) throws IOException {
        return blob(content.getBytes(StandardCharsets.UTF_8));
    }

    public Value.Blob blob(byte[] content) throws IOException {
        return BlobMaker.of(workshop.objects(), content);
    }

    /** A tree of paths and contents, by turns. */
    public Value.Tree tree(String... pathsAndContents) throws IOException {
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.put(pathsAndContents[i], blob(pathsAndContents[i + 1]));
        }
        return new Value.Tree(files);
    }

    public static Value json(String json) throws IOException {
        return new Value.Json(new JsonMapper().readTree(json.replace('\'', '"')));
    }

    public String text(Value value) throws IOException {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    public byte[] bytes(Value value) throws IOException {
        return Contents.bytes(workshop.objects(), Contents.toFile(workshop.objects(), value).content(),
                ByteSize.parse("1GiB"));
    }

    /** What a kind makes of parameters: names and values by turns, where a text stands for itself. */
    public Value run(String kind, Object... namesAndValues) throws IOException, InterruptedException {
        SortedMap<String, Value> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            fields.put((String) namesAndValues[i], value instanceof Value made ? made : new Value.Text((String) value));
        }
        return run(kind, new Value.Fields(fields));
    }

    private Value run(String kind, Value.Fields with) throws IOException, InterruptedException {
        return new StepKinds(kinds).get(kind).run(new Call(kind, new Parameters("tested", with))).value();
    }

    private final class Call implements StepCall {
        private final String kind;
        private final Parameters with;

        Call(String kind, Parameters with) {
            this.kind = kind;
            this.with = with;
        }

        @Override
        public String id() {
            return with.step();
        }

        @Override
        public Parameters with() {
            return with;
        }

        @Override
        public Side side() {
            throw new AssertionError(kind + " does not say that it uses the side");
        }

        @Override
        public Value.Blob data(String path) {
            return Optional.ofNullable(data.get(path)).orElseThrow(
                    () -> new Failure(Failure.Code.INTERNAL, "the recipe has no file " + path).exception());
        }

        @Override
        public SortedMap<String, Value.Blob> dataUnder(String directory) {
            SortedMap<String, Value.Blob> files = new TreeMap<>();
            data.tailMap(directory + "/").headMap(directory + "0")
                    .forEach((path, blob) -> files.put(path.substring(directory.length() + 1), blob));
            return files;
        }

        @Override
        public Optional<StepResult> previous() {
            return Optional.empty();
        }

        @Override
        public Budget budget() {
            return new Budget(workshop.limits().downloads().bytes());
        }

        @Override
        public Value step(String name, String other, Value.Fields fields) throws IOException, InterruptedException {
            return run(other, fields);
        }

        @Override
        public void log(String line) {
            log.add(line);
        }
    }
}
