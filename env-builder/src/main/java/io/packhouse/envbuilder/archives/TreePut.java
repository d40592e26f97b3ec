package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/** {@code tree.put}: a tree with one file more, or with another content of it; without {@code tree}, of that file alone. */
record TreePut(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "tree.put";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("tree", "path", "content");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        if (with.has("tree")) {
            files.putAll(Trees.from(call, "tree").files());
        }
        String path = with.text("path");
        Trees.requirePath(with, path);
        files.put(path, Contents.toFile(workshop.objects(), with.value("content")));
        return new StepResult(Trees.of(with, workshop.limits(), files));
    }
}
