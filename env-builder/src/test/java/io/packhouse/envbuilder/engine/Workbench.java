package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.BuildEnvironment.ResponseForm;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platformtestkit.HeardAttempt;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Engines over one object store: each {@link #handler} is a worker of its own, like another process. */
final class Workbench {

    static final String MANIFEST = """
            {'addonscript':{'version':2},'id':'loom','namespace':'org.example','version':'1.0','flags':{'both':['required']},
             'instance':true,'use_builder':true,'repositories':[{'namespace':'org.example','instances':['https://e.org']}],
             'files':[{'qualifier':'own','src':['https://e.org/own.jar']}]}""".replace('\'', '"');
    /** The beginning of a recipe, up to its steps. */
    static final String HEAD = "{'recipe':1,'for':{'versions':'[1,2)'},'publish_policy':'public',"
            + "'inputs':{'game':{'addon':'net.minecraft:minecraft'},'extra':{'addon':'org.example:extra'}}";

    final ObjectStore objects;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SortedMap<String, BlobRef> data = new TreeMap<>();
    private final StepKinds kinds;
    boolean allowsVariables;
    ResponseForm form = new ResponseForm(false, false);
    int stepsLimit = 1000;
    int parallel = 8;

    Workbench(Path directory, StepKind... kinds) {
        this(new FileObjectStore(directory), new StepKinds(List.of(kinds)));
    }

    Workbench(ObjectStore objects, StepKinds kinds) {
        this.objects = objects;
        this.kinds = kinds;
    }

    /** What a build made, and told. */
    record Built(EnvironmentBuilt result, String response, List<String> lines) {

        JsonNode json() {
            return Json.read(response.getBytes(UTF_8), JsonNode.class);
        }

        /** The lines about steps, sorted, without their times. */
        List<String> steps() {
            return lines.stream().filter(line -> line.startsWith("step ")).map(line -> line.replaceAll(" done .*", " done"))
                    .sorted().toList();
        }
    }

    void data(String path, String content) throws IOException {
        data.put(path, BlobMaker.of(objects, content.getBytes(UTF_8)).content());
    }

    BuildEnvironmentHandler handler() {
        return new BuildEnvironmentHandler(
                new BuildEnvironmentHandler.Settings(Duration.ofMinutes(1), parallel, limits(stepsLimit), allowsVariables),
                kinds, objects, metrics, () -> now);
    }

    static StepLimits limits(int steps) {
        ByteSize megabyte = new ByteSize(1 << 20);
        return new StepLimits(megabyte, megabyte, megabyte, 1000, megabyte, 100, steps);
    }

    /** {@code recipe} has single quotes; inputs such as {@code client: game=1.20}, one text per side. */
    Built build(String recipe, String... inputs) throws Exception {
        return build(handler(), recipe, inputs);
    }

    Built build(BuildEnvironmentHandler handler, String recipe, String... inputs) throws Exception {
        HeardAttempt attempt = new HeardAttempt();
        var result = (EnvironmentBuilt) handler.run(command(recipe, inputs), attempt).result();
        return new Built(result, text(result.response()), attempt.lines());
    }

    Command command(String recipe, String... inputs) throws IOException {
        RecipeBundle bundle = new RecipeBundle(blob(recipe.replace("HEAD", HEAD).replace('\'', '"').replace('¦', '\'')),
                data,
                new TreeMap<>());
        SortedMap<String, SortedMap<String, String>> sides = new TreeMap<>();
        for (String side : inputs) {
            SortedMap<String, String> versions = new TreeMap<>();
            for (String input : side.substring(side.indexOf(':') + 1).trim().split(" ", -1)) {
                if (!input.isEmpty()) {
                    versions.put(input.split("=", 2)[0], input.split("=", 2)[1]);
                }
            }
            sides.put(side.substring(0, side.indexOf(':')), versions);
        }
        var wanted = new BuildEnvironment("0".repeat(64), "org.example", "loom", "1.0", blob(MANIFEST),
                BlobMaker.of(objects, Json.write(bundle)).content(), sides, form);
        return new Command(JobId.random(), Kind.ENVIRONMENT, "test", now, null, Json.tree(wanted));
    }

    String text(BlobRef blob) throws IOException {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** A file with its name as a fact. */
    Value.Blob file(String name, String content) throws IOException {
        ObjectNode facts = JsonNodeFactory.instance.objectNode().put("name", name);
        return BlobMaker.of(objects, content.getBytes(UTF_8)).with(facts);
    }

    private BlobRef blob(String content) throws IOException {
        return BlobMaker.of(objects, content.getBytes(UTF_8)).content();
    }

    /** A kind that makes a file of its parameters {@code name} and {@code content}, whatever the latter is. */
    TestKind files(String kind) {
        return TestKind.of(kind, call -> file(call.with().text("name", "file"),
                call.with().find("content").map(value -> value.identity().toString()).orElse("")));
    }

}
