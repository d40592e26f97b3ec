package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.values.Value;

/**
 * Runs the processors of one installer, one after the other: what one makes is there for the next. Of the files that are there, a
 * processor sees those that its arguments speak of, or all when they speak of the directory; they are links to read-only files, so
 * that it can make new ones beside them and change none.
 */
final class ProcessorRun {

    /** The task of upstream's tools that needs the network, and does nothing else. */
    private static final String DOWNLOAD = "DOWNLOAD_MOJMAPS";

    private final StepCall call;
    private final ProcessorScope scope;
    private final LibraryDirectory libraries;
    private final Value.Blob installer;
    private final Value.Tree inner;
    private int number;

    ProcessorRun(StepCall call, ProcessorScope scope, LibraryDirectory libraries, Value.Blob installer, Value.Tree inner) {
        this.call = call;
        this.scope = scope;
        this.libraries = libraries;
        this.installer = installer;
        this.inner = inner;
    }

    /** Runs a processor, unless all that it makes is there. */
    void run(InstallProfile.Processor processor) throws IOException, InterruptedException {
        number++;
        String name = number + "-" + processor.jar().name();
        var mentions = new ProcessorScope.Mentions();
        List<String> args = processor.args().stream().map(arg -> scope.argument(arg, mentions)).toList();
        Map<String, String> outputs = new LinkedHashMap<>();
        processor.outputs().forEach((file, sha1) -> outputs.put(scope.place(file, mentions), scope.sha1(sha1)));
        if (isDone(processor, outputs, mentions)) {
            call.log("processor " + name + ": all that it makes is there");
            return;
        }
        outputs.entrySet().removeIf(output -> libraries.has(output.getKey(), output.getValue()));
        outputs.keySet().forEach(libraries::remove);
        Value made = call.step(name, ToolRun.NAME, with(processor, args, outputs, mentions));
        if (!(made instanceof Value.Fields fields)
                || !(fields.fields().get(ProcessorScope.ROOT) instanceof Value.Tree tree)) {
            throw new IllegalStateException("tool.run answers what it collected");
        }
        tree.files().forEach((path, blob) -> take(ProcessorScope.ROOT + "/" + path, blob, name));
    }

    /** What lies in the root directory beside the library directory, but for the game's jar. */
    Value.Tree beside() {
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        for (String path : libraries.produced()) {
            if (ProducedFiles.inLibraries(path).isEmpty()) {
                files.put(path.substring(ProcessorScope.ROOT.length() + 1), libraries.find(path).orElseThrow());
            }
        }
        return new Value.Tree(files);
    }

    /** Upstream's own rule of what need not be run; and files that were given instead of being loaded down. */
    private boolean isDone(InstallProfile.Processor processor, Map<String, String> outputs,
            ProcessorScope.Mentions mentions) {
        if (!outputs.isEmpty()) {
            return outputs.entrySet().stream().allMatch(output -> libraries.has(output.getKey(), output.getValue()));
        }
        return processor.args().contains(DOWNLOAD) && !mentions.places.isEmpty()
                && mentions.places.stream().allMatch(place -> libraries.find(place).isPresent());
    }

    private Value.Fields with(InstallProfile.Processor processor, List<String> args, Map<String, String> outputs,
            ProcessorScope.Mentions mentions) {
        List<Value> classpath = new ArrayList<>();
        processor.classpath().forEach(library -> classpath.add(libraries.program(library)));
        Value.Blob jar = libraries.program(processor.jar());
        List<Value> hashes = new ArrayList<>(List.of(new Value.Text(jar.content().sha256())));
        classpath.forEach(library -> hashes.add(new Value.Text(((Value.Blob) library).content().sha256())));
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        outputs.forEach(expected::put);
        var directories = new TreeSet<String>(List.of(ProcessorScope.LIBRARIES));
        mentions.places.stream().filter(place -> place.contains("/"))
                .forEach(place -> directories.add(place.substring(0, place.lastIndexOf('/'))));

        SortedMap<String, Value> with = new TreeMap<>();
        with.put("jar", jar);
        with.put("classpath", new Value.ListOf(classpath));
        with.put("hashes", new Value.ListOf(hashes));
        with.put("args", new Value.ListOf(args.stream().<Value>map(Value.Text::new).toList()));
        with.put("inputs", inputs(mentions));
        with.put("outputs", new Value.Json(expected));
        with.put("links", libraries.linksFor(mentions));
        with.put("directories", new Value.ListOf(directories.stream().<Value>map(Value.Text::new).toList()));
        with.put("collect", new Value.Text(ProcessorScope.ROOT));
        return new Value.Fields(with);
    }

    private Value.Fields inputs(ProcessorScope.Mentions mentions) {
        SortedMap<String, Value> inputs = new TreeMap<>();
        if (mentions.speaksOfInstaller()) {
            inputs.put(ProcessorScope.INSTALLER, installer);
        }
        if (!mentions.data.isEmpty()) {
            SortedMap<String, Value.Blob> data = new TreeMap<>(inner.files());
            data.keySet().retainAll(mentions.data);
            inputs.put(ProcessorScope.DATA, new Value.Tree(data));
        }
        return new Value.Fields(inputs);
    }

    private void take(String path, Value.Blob blob, String name) {
        if (ProducedFiles.inLibraries(path).isEmpty() && !call.with().has("server_root")) {
            throw new IllegalArgumentException("processor " + name + " made " + path
                    + ", outside of the library directory, and the recipe gives no server_root");
        }
        libraries.produce(path, blob);
    }
}
