package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.sandbox.Ended;
import io.packhouse.envbuilder.sandbox.Room;
import io.packhouse.envbuilder.sandbox.Sandbox;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.objects.ObjectStore;

/**
 * {@code tool.run}: runs a Java program in the sandbox (reference, section 10.4). Parameters:
 * <dl>
 * <dt>{@code tool}</dt>
 * <dd>a name among {@code environments.tools}; or instead of it</dd>
 * <dt>{@code jar}, {@code classpath}, {@code hashes}, {@code main_class}</dt>
 * <dd>files of earlier steps, each with its hash ({@link ClassPath}); the main class is the one of the jar's manifest</dd>
 * <dt>{@code args}</dt>
 * <dd>in the language of {@link Arguments}</dd>
 * <dt>{@code inputs}</dt>
 * <dd>by name, files and trees that it reads</dd>
 * <dt>{@code outputs}</dt>
 * <dd>by path, files that it shall make, with their SHA-1 or null: the result has them by the same paths</dd>
 * <dt>{@code links}, {@code directories}, {@code collect}</dt>
 * <dd>a tree whose files lie among the outputs as links to read-only files, directories that are there before, and a directory of
 * outputs that the result has as a tree, of all files that the tool made in it</dd>
 * <dt>{@code timeout}</dt>
 * <dd>such as {@code 90s}, within {@code environments.tools-limits.time}</dd>
 * </dl>
 * Fails with {@code UPSTREAM} when the tool does not do what it should: what it printed last is in the job's log.
 */
final class ToolRun implements StepKind {

    static final String NAME = "tool.run";

    private static final Logger log = LoggerFactory.getLogger(ToolRun.class);

    /** Lines of what a tool printed that the job's log has. */
    private static final int LINES = 30;

    private final Staging staging;
    private final Sandbox sandbox;
    private final Map<String, PinnedTool> tools;

    ToolRun(ObjectStore objects, Sandbox sandbox, Map<String, PinnedTool> tools) {
        this.staging = new Staging(objects);
        this.sandbox = sandbox;
        this.tools = tools;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("tool", "jar", "classpath", "hashes", "main_class", "args", "inputs", "outputs", "links",
                "directories", "collect", "timeout");
    }

    /** The Java, because its zip and its maps differ from release to release; and the program, which the parameters only name. */
    @Override
    public String context(Parameters with) {
        String java = "java " + sandbox.java().feature();
        return with.has("tool") ? java + " " + tool(with).identity() : java;
    }

    /** Asked for when the process starts: then the sandbox is looked for. */
    @Override
    public Map<String, Callable<Status>> checks() {
        sandbox.begin();
        return Map.of("tools", sandbox::status);
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        Wanted wanted = Wanted.of(with);
        List<Value.Blob> jars = with.has("tool") ? List.of() : ClassPath.pinned(with);
        try (Room room = sandbox.newRoom()) {
            List<String> command = new ArrayList<>(with.has("tool")
                    ? ofTool(tool(with), with.text("tool"), room)
                    : ofJars(jars, with, room));
            command.addAll(arguments(with, layInputs(with, room), room));
            layOutputs(with, wanted, room);
            Ended ended = sandbox.run(room, command, Timeout.of(with, sandbox.limits().time()));
            tell(call, ended);
            if (!ended.isWell()) {
                throw failed(with, ended.trouble());
            }
            return new StepResult(result(with, wanted, room));
        }
    }

    private static void tell(StepCall call, Ended ended) {
        List<String> lines = ended.tail().lines().toList();
        lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(call::log);
    }

    private PinnedTool tool(Parameters with) {
        PinnedTool tool = tools.get(with.text("tool"));
        if (tool == null) {
            throw with.wrong("tool", "is «" + with.text("tool") + "», but this instance has "
                    + (tools.isEmpty() ? "no tools" : "only " + String.join(", ", tools.keySet().stream().sorted().toList()))
                    + " (environments.tools)");
        }
        return tool;
    }

    private List<String> ofTool(PinnedTool tool, String name, Room room) throws IOException {
        Path jar = Files.createDirectories(room.in().resolve("classpath")).resolve("0.jar");
        try {
            Files.copy(tool.file(), jar);
        } catch (IOException e) {
            // Trying again does not help, and clients need not know where it should be.
            log.atError().addKeyValue("tool", name).addKeyValue("file", tool.file()).addKeyValue("cause", e.toString())
                    .log("A tool of environments.tools cannot be read");
            throw new Failure(Failure.Code.INTERNAL, "the tool " + name + " of environments.tools cannot be read")
                    .exception(e);
        }
        String sha256 = FileDigest.sha256(jar);
        if (!sha256.equals(tool.sha256())) {
            throw new Failure(Failure.Code.INTERNAL, "the tool " + name + " is another file than was pinned: its SHA-256 is "
                    + sha256 + ", not " + tool.sha256()).exception();
        }
        List<String> command = new ArrayList<>(tool.jvmArguments());
        command.addAll(List.of("-cp", room.inSeen() + "/classpath/0.jar", tool.mainClass() == null
                ? mainClass(jar, name)
                : tool.mainClass()));
        return command;
    }

    private List<String> ofJars(List<Value.Blob> jars, Parameters with, Room room) throws IOException {
        if (!with.has("jar")) {
            throw with.wrong("jar", "is missing, and there is no tool");
        }
        List<String> seen = new ArrayList<>();
        for (Value.Blob jar : jars) {
            String name = "classpath/" + seen.size() + ".jar";
            staging.lay(jar, room.in().resolve(name));
            seen.add(room.inSeen() + "/" + name);
        }
        String main = with.has("main_class")
                ? with.text("main_class")
                : mainClass(room.in().resolve("classpath/0.jar"), jars.getFirst().facts().path("name").asText("the jar"));
        return List.of("-cp", String.join(":", seen), main);
    }

    private static String mainClass(Path jar, String name) throws IOException {
        try {
            return MainClass.of(jar).orElseThrow(() -> new Failure(Failure.Code.UPSTREAM,
                    name + " does not say which class to start: its manifest has no Main-Class").exception());
        } catch (java.util.zip.ZipException e) {
            throw new Failure(Failure.Code.UPSTREAM, name + " is no jar").exception(e);
        }
    }

    /** The names of inputs. */
    private SortedMap<String, Value> layInputs(Parameters with, Room room) throws IOException {
        SortedMap<String, Value> inputs = new TreeMap<>();
        with.find("inputs").ifPresent(value -> {
            switch (value) {
                case Value.Fields fields -> inputs.putAll(fields.fields());
                case Value.Json json when json.node().isObject() -> json.node().properties()
                        .forEach(field -> inputs.put(field.getKey(), new Value.Json(field.getValue())));
                default -> throw with.wrong("inputs", "is no object of names and files");
            }
        });
        for (Map.Entry<String, Value> input : inputs.entrySet()) {
            if (!SafePath.isSegment(input.getKey())) {
                throw with.wrong("inputs", "has the name «" + input.getKey() + "», which no file can have");
            }
            Files.createDirectories(room.in().resolve("inputs"));
            staging.lay(input.getValue(), room.in().resolve("inputs").resolve(input.getKey()));
        }
        return inputs;
    }

    private static List<String> arguments(Parameters with, SortedMap<String, Value> inputs, Room room) {
        var places = new Arguments.Places() {
            @Override
            public String input(String name) {
                if (!inputs.containsKey(name)) {
                    throw new IllegalArgumentException("there is no input «" + name + "»");
                }
                return room.inSeen() + "/inputs/" + name;
            }

            @Override
            public String output() {
                return room.outSeen();
            }
        };
        try {
            return with.texts("args").stream().map(arg -> Arguments.fill(arg, places)).toList();
        } catch (IllegalArgumentException e) {
            throw with.wrong("args", "cannot be used: " + e.getMessage());
        }
    }

    private void layOutputs(Parameters with, Wanted wanted, Room room) throws IOException {
        for (String directory : with.texts("directories")) {
            if (!SafePath.isLocation(directory)) {
                throw with.wrong("directories", "has «" + directory + "», which leaves the outputs");
            }
            Files.createDirectories(room.out().resolve(directory));
        }
        for (String path : wanted.sha1ByPath().keySet()) {
            Files.createDirectories(room.out().resolve(path).getParent());
        }
        if (with.has("links")) {
            staging.lay(with.tree("links"), room.in().resolve("links"));
            for (String path : with.tree("links").files().keySet()) {
                Files.createDirectories(room.out().resolve(path).getParent());
                Files.createSymbolicLink(room.out().resolve(path), Path.of(room.inSeen(), "links", path));
            }
        }
    }

    private Value result(Parameters with, Wanted wanted, Room room) throws IOException {
        SortedMap<String, Path> made = Staging.files(room.out());
        SortedMap<String, Value> result = new TreeMap<>();
        for (Map.Entry<String, String> output : wanted.sha1ByPath().entrySet()) {
            Path file = made.get(output.getKey());
            if (file == null) {
                throw failed(with, "did not make " + output.getKey());
            }
            Value.Blob blob = staging.take(file, output.getKey());
            if (!output.getValue().isEmpty() && !output.getValue().equals(blob.sha1())) {
                throw failed(with,
                        "made " + output.getKey() + " with the SHA-1 " + blob.sha1() + " instead of " + output.getValue());
            }
            result.put(output.getKey(), blob);
        }
        if (with.has("collect")) {
            String collect = with.text("collect");
            SortedMap<String, Value.Blob> tree = new TreeMap<>();
            for (Map.Entry<String, Path> file : made.entrySet()) {
                if (file.getKey().startsWith(collect + "/")) {
                    if (!SafePath.isLocation(file.getKey())) {
                        throw failed(with,
                                "made «" + Problem.echo(file.getKey()) + "», a path that not every system can have");
                    }
                    tree.put(file.getKey().substring(collect.length() + 1), staging.take(file.getValue(), file.getKey()));
                }
            }
            result.put(collect, new Value.Tree(tree));
        }
        return new Value.Fields(result);
    }

    /** The sentence goes to clients too; what a program of others prints does not: it may speak of paths of this machine. */
    private static FailureException failed(Parameters with, String what) {
        String name = with.has("tool") ? with.text("tool") : with.blob("jar").facts().path("name").asText("the jar");
        return new Failure(Failure.Code.UPSTREAM, "step " + with.step() + ": " + name + " " + what
                + "; what it printed last is in the log of the job").exception();
    }
}
