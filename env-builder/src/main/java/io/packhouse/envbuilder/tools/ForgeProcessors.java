package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.sandbox.JavaHome;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code forge.processors}: does what an installer of the Forge family does on a player's machine (reference, section 9.3), each
 * program of it as a {@code tool.run} of its own that is kept by what goes into it. Parameters:
 * <dl>
 * <dt>{@code installer}</dt>
 * <dd>its jar</dd>
 * <dt>{@code minecraft_jar}</dt>
 * <dd>the game's jar of the side</dd>
 * <dt>{@code libraries}</dt>
 * <dd>files with the fact {@code coordinate}, and lists of such: the libraries of both documents that have an address</dd>
 * <dt>{@code given}</dt>
 * <dd>files by coordinate that processors would make: those that only load files down are not run when theirs are here</dd>
 * <dt>{@code server_root}</dt>
 * <dd>a tree that lies in the root directory before; only when it is given may processors leave files beside the library
 * directory</dd>
 * <dt>{@code side}</dt>
 * <dd>{@code client} or {@code server}; else the one that is built</dd>
 * </dl>
 * Makes {@code files}, a list of artifacts that processors made, with the facts of fetched ones and {@code runtime} where the game
 * is started with them; {@code embedded}, those that the installer holds itself, likewise; {@code version} and {@code profile},
 * the installer's documents; {@code root}, a tree of what lies beside the library directory.
 */
final class ForgeProcessors implements StepKind {

    private final Workshop workshop;
    private final JavaHome java;

    ForgeProcessors(Workshop workshop, JavaHome java) {
        this.workshop = workshop;
        this.java = java;
    }

    @Override
    public String name() {
        return "forge.processors";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("installer", "minecraft_jar", "libraries", "given", "server_root", "side");
    }

    @Override
    public boolean usesSide() {
        return true;
    }

    /** As for {@code tool.run}. */
    @Override
    public String context(Parameters with) {
        return "java " + java.feature();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        try {
            return new StepResult(process(call));
        } catch (IllegalArgumentException e) {
            throw upstream(call, e);
        } catch (RefusedException e) {
            throw upstream(call, e);
        }
    }

    private Value process(StepCall call) throws IOException, InterruptedException {
        Side side = side(call);
        Value.Blob installer = call.with().blob("installer");
        JsonNode document = document(extract(call, "profile", installer, List.of("install_profile.json")),
                "install_profile.json");
        InstallProfile profile = InstallProfile.of(document, side);
        var scope = new ProcessorScope(profile, side);
        List<String> wanted = new ArrayList<>(List.of("maven/", profile.json()));
        wanted.addAll(scope.dataFiles());
        Value.Tree inner = extract(call, "data", installer, wanted);
        JsonNode version = document(inner, profile.json());

        var libraries = new LibraryDirectory();
        fill(libraries, call.with(), scope, inner);
        InstallProfile.sha1ByPath(version).forEach(libraries::pin);
        InstallProfile.sha1ByPath(document).forEach(libraries::pin);
        var run = new ProcessorRun(call, scope, libraries, installer, inner);
        for (InstallProfile.Processor processor : profile.processors()) {
            run.run(processor);
        }
        SortedMap<String, Value> result = new TreeMap<>();
        var artifacts = new ProducedFiles(scope.coordinates(), InstallProfile.libraryPaths(version));
        result.put("files", new Value.ListOf(artifacts.made(libraries)));
        result.put("embedded", new Value.ListOf(artifacts.embedded(inner)));
        result.put("version", new Value.Json(version));
        result.put("profile", new Value.Json(document));
        result.put("root", run.beside());
        return new Value.Fields(result);
    }

    private static Side side(StepCall call) {
        if (!call.with().has("side")) {
            return call.side();
        }
        return switch (call.with().text("side")) {
            case "client" -> Side.CLIENT;
            case "server" -> Side.SERVER;
            default -> throw call.with().wrong("side", "is neither client nor server");
        };
    }

    private static Value.Tree extract(StepCall call, String name, Value.Blob installer, List<String> include)
            throws IOException, InterruptedException {
        var with = new TreeMap<String, Value>();
        with.put("from", installer);
        with.put("include", new Value.ListOf(include.stream().<Value>map(Value.Text::new).toList()));
        return (Value.Tree) call.step(name, "zip.extract", new Value.Fields(with));
    }

    private JsonNode document(Value.Tree files, String path) throws IOException {
        Value.Blob blob = files.files().get(path);
        if (blob == null) {
            throw new IllegalArgumentException("it has no " + path);
        }
        int limit = workshop.limits().document().toInt();
        if (blob.content().size() > limit) {
            throw new IllegalArgumentException(
                    "its " + path + " has " + blob.content().size() + " bytes; " + limit + " are allowed");
        }
        try (var in = workshop.objects().open(blob.content().sha256(), 0, blob.content().size())) {
            return StrictJson.read(in.readAllBytes(), limit);
        }
    }

    /** Lays what is there before the first processor. */
    private static void fill(LibraryDirectory libraries, Parameters with, ProcessorScope scope, Value.Tree inner) {
        if (with.has("server_root")) {
            with.tree("server_root").files().forEach((path, blob) -> libraries.put(ProcessorScope.ROOT + "/" + path, blob));
        }
        inner.files().forEach((path, blob) -> {
            if (path.startsWith("maven/")) {
                String library = path.substring("maven/".length());
                libraries.put(ProcessorScope.LIBRARIES + "/" + library, blob);
                libraries.pin(library, blob.sha1());
            }
        });
        for (Value item : flat(with.items("libraries"))) {
            if (!(item instanceof Value.Blob blob) || !blob.facts().path("coordinate").isTextual()) {
                throw with.wrong("libraries", "has something that is no file with a coordinate");
            }
            libraries.put(library(blob.facts().path("coordinate").asText()), blob);
        }
        with.find("given").ifPresent(given -> {
            if (!(given instanceof Value.Fields fields)) {
                throw with.wrong("given", "is no object of coordinates and files");
            }
            fields.fields().forEach((coordinate, value) -> {
                if (!(value instanceof Value.Blob blob)) {
                    throw with.wrong("given", "has something that is no file");
                }
                libraries.put(library(coordinate), blob);
            });
        });
        libraries.put(scope.minecraftJar(), with.blob("minecraft_jar"));
    }

    /** Lists within lists are of their elements: the steps of a recipe make several. */
    private static List<Value> flat(List<Value> items) {
        return items.stream().flatMap(item -> item instanceof Value.ListOf list ? list.items().stream() : Stream.of(item))
                .toList();
    }

    private static String library(String coordinate) {
        return ProcessorScope.LIBRARIES + "/" + MavenCoordinate.parse(coordinate).path();
    }

    private static FailureException upstream(StepCall call, Exception e) {
        return new Failure(Failure.Code.UPSTREAM,
                "step " + call.id() + ": the installer cannot be processed: " + e.getMessage())
                .exception(e);
    }
}
