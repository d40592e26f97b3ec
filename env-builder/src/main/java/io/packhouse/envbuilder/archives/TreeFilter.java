package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** {@code tree.filter}: the files of a tree that {@code include} and {@code exclude} leave, which may be none. */
record TreeFilter() implements StepKind {

    @Override
    public String name() {
        return "tree.filter";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "include", "exclude");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Selection selection = Selection.of(call.with());
        SortedMap<String, Value.Blob> files = new TreeMap<>(Trees.from(call, "from").files());
        files.keySet().removeIf(path -> !selection.takes(path));
        return new StepResult(new Value.Tree(files));
    }
}
