package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeInputs;
import io.packhouse.addonscript.recipes.RecipeReader;
import io.packhouse.addonscript.relations.AdmittedSide;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.envbuilder.EnvironmentsSettings;
import io.packhouse.envbuilder.engine.BuildEnvironmentHandler;
import io.packhouse.envbuilder.steps.KnownKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.outbound.HostResolver;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.OutboundSettings;
import io.packhouse.platformtestkit.HeardAttempt;
import io.packhouse.testkit.upstream.Upstream;

/** Everything between a repository and an answer in one process, without Kafka and without a gateway. */
final class RecipeHouse implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Outbound outbound;
    private final RepositoryWatch repository;
    private final BuildEnvironmentHandler handler;
    private final CopyOnWriteArrayList<EnvironmentRepository> told = new CopyOnWriteArrayList<>();
    private final ObjectStore objects;
    private final StepKinds kinds;

    /**
     * @param root
     *            of the repository
     * @param directory
     *            for the store and temporary files
     */
    RecipeHouse(Path root, Path directory, Upstream upstream) throws IOException {
        Map<String, String> flags = new HashMap<>(
                Map.of("outbound.allow-loopback", "true", "environments.sandbox", "preferred"));
        upstream.mirrors().forEach((from, to) -> {
            String name = "environments.mirrors." + from.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
            flags.put(name + ".from", from);
            flags.put(name + ".to", to);
        });
        Config config = Config.load(List.of("config/platform.yaml", EnvironmentsSettings.DEFAULTS), Optional.empty(),
                Map.of(),
                flags);
        var metrics = new SimpleMeterRegistry();
        objects = new FileObjectStore(directory.resolve("objects"));
        outbound = new Outbound(vertx, config.section("outbound", OutboundSettings.class), HostResolver.system(), metrics);
        var settings = config.section(EnvironmentsSettings.SECTION, EnvironmentsSettings.class);
        kinds = StepKinds.load(new Workshop(objects, outbound, settings.limits(), config,
                Files.createDirectories(directory.resolve("scratch")), metrics));
        BlobShelf blobs = BlobShelf.of(objects);
        repository = new RepositoryWatch(root, config.section(EnvironmentsSettings.SECTION, RepositorySettings.class),
                new RepositoryReader(kinds.known(), Optional.empty(), blobs), blobs, metrics, told::add);
        repository.look(true);
        handler = new BuildEnvironmentHandler(new BuildEnvironmentHandler.Settings(Duration.ofMinutes(2),
                settings.parallelSteps(), settings.limits(), false), kinds, objects, metrics, InstantSource.system());
    }

    /** The kinds of steps that there are. */
    Set<String> kinds() {
        return kinds.versions().keySet();
    }

    /** What the lint knows of each. */
    Map<String, KnownKind> known() {
        return kinds.known();
    }

    /** What the house says is wrong with the repository. */
    List<Finding> findings() {
        return repository.state().findings();
    }

    /**
     * The answer for version 1.0.0 of an add-on.
     *
     * @param requested
     *            the same on every side, as {@code namespace:id} and versions
     */
    Built build(String addon, Map<String, String> requested, Side... sides) throws Exception {
        RepositoryIndex.Version version = version(addon);
        Recipe recipe = recipe(addon);
        new ManifestReader(true, ManifestReader.Namespaces.NONE).read(bytes(version.manifest()));
        Map<Side, AdmittedSide> admitted = new EnumMap<>(Side.class);
        for (Side side : sides) {
            SortedMap<AddonId, AddonVersion> versions = new TreeMap<>();
            requested.forEach((name, text) -> {
                var id = new AddonId(name.split(":", -1)[0], name.split(":", -1)[1]);
                versions.put(id, id.version(text));
            });
            admitted.put(side, new AdmittedSide(versions, new TreeMap<>()));
        }
        SortedMap<String, SortedMap<String, String>> inputs = new TreeMap<>();
        RecipeInputs.take(recipe, admitted).sides().forEach((side, versions) -> {
            SortedMap<String, String> texts = new TreeMap<>();
            versions.forEach((name, each) -> texts.put(name, each.text()));
            inputs.put(side.wire(), texts);
        });
        var wanted = new BuildEnvironment("0".repeat(64), addon.split(":", -1)[0], addon.split(":", -1)[1],
                version.version(),
                version.manifest(), version.recipe(), inputs, new BuildEnvironment.ResponseForm(false, false));
        var lines = new CopyOnWriteArrayList<String>();
        var result = (EnvironmentBuilt) handler
                .run(new Command(JobId.random(), Kind.ENVIRONMENT, "test", Instant.now(), null,
                        Json.tree(wanted)), new HeardAttempt(lines, lines))
                .result();
        return new Built(Json.read(bytes(result.response()), JsonNode.class), List.copyOf(lines));
    }

    /** The recipe for version 1.0.0 of an add-on. */
    Recipe recipe(String addon) throws IOException {
        return RecipeReader.read(bytes(Json.read(bytes(version(addon).recipe()), RecipeBundle.class).recipe()));
    }

    /** An answer, and the log of the job. */
    record Built(JsonNode response, List<String> lines) {
    }

    private RepositoryIndex.Version version(String addon) throws IOException {
        RepositoryIndex index = Json.read(bytes(told.getLast().index()), RepositoryIndex.class);
        return index.addons().stream().filter(each -> (each.namespace() + ":" + each.id()).equals(addon)).findFirst()
                .orElseThrow().versions().getFirst();
    }

    /** The bytes of a blob. */
    byte[] bytes(BlobRef blob) throws IOException {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        }
    }

    /** The blob of that digest. */
    BlobRef find(String sha256) {
        return objects.find(sha256).orElseThrow();
    }

    @Override
    public void close() {
        repository.close();
        outbound.close();
        vertx.close();
    }
}
