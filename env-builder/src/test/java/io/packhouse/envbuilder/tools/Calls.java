package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** Runs steps as the engine does, with a cache by kind and parameters, and tells which were really run. */
final class Calls {

    final List<String> ran = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    private final StepKinds kinds;
    private final Side side;
    private final Map<String, Value> cache = new HashMap<>();

    Calls(StepKinds kinds, Side side) {
        this.kinds = kinds;
        this.side = side;
    }

    Value run(String name, String kind, Map<String, Value> with) throws IOException, InterruptedException {
        var fields = new Value.Fields(new java.util.TreeMap<>(with));
        var key = kind + " " + kinds.get(kind).context(new Parameters(name, fields)) + " " + fields.digest();
        if (!cache.containsKey(key)) {
            ran.add(name);
            StepResult result = kinds.get(kind).run(new Call(name, new Parameters(name, fields)));
            cache.put(key, result.value());
        }
        return cache.get(key);
    }

    private final class Call implements StepCall {

        private final String id;
        private final Parameters with;

        Call(String id, Parameters with) {
            this.id = id;
            this.with = with;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Parameters with() {
            return with;
        }

        @Override
        public Side side() {
            return side;
        }

        @Override
        public Value.Blob data(String path) throws IOException {
            throw new IOException("there is no data");
        }

        @Override
        public SortedMap<String, Value.Blob> dataUnder(String directory) {
            return java.util.Collections.emptySortedMap();
        }

        @Override
        public Optional<StepResult> previous() {
            return Optional.empty();
        }

        @Override
        public Budget budget() {
            return new Budget(Long.MAX_VALUE);
        }

        @Override
        public Value step(String name, String kind, Value.Fields parameters) throws IOException, InterruptedException {
            return run(id + "/" + name, kind, parameters.fields());
        }

        @Override
        public void log(String line) {
            lines.add(line);
        }
    }
}
