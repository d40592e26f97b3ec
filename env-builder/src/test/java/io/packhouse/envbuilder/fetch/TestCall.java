package io.packhouse.envbuilder.fetch;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** The call of a step named {@code s}, with parameters as JSON. */
final class TestCall implements StepCall {

    final List<String> log = new CopyOnWriteArrayList<>();
    private final Parameters with;
    private final Side side;
    private final Budget budget;
    private final Optional<StepResult> previous;

    private TestCall(Parameters with, Side side, Budget budget, Optional<StepResult> previous) {
        this.with = with;
        this.side = side;
        this.budget = budget;
        this.previous = previous;
    }

    /** Apostrophes stand for quotation marks. */
    static TestCall with(String json) {
        return new TestCall(new Parameters("s", fields(json(json))), Side.CLIENT, new Budget(1L << 40), Optional.empty());
    }

    static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Value.Fields fields(JsonNode object) {
        SortedMap<String, Value> fields = new TreeMap<>();
        object.properties().forEach(member -> fields.put(member.getKey(), member.getValue().isTextual()
                ? new Value.Text(member.getValue().textValue())
                : new Value.Json(member.getValue())));
        return new Value.Fields(fields);
    }

    TestCall onSide(Side other) {
        return new TestCall(with, other, budget, previous);
    }

    TestCall within(Budget other) {
        return new TestCall(with, side, other, previous);
    }

    TestCall after(StepResult result) {
        return new TestCall(with, side, budget, Optional.of(result));
    }

    @Override
    public String id() {
        return "s";
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
    public Value.Blob data(String path) {
        throw new UnsupportedOperationException(path);
    }

    @Override
    public SortedMap<String, Value.Blob> dataUnder(String directory) {
        throw new UnsupportedOperationException(directory);
    }

    @Override
    public Optional<StepResult> previous() {
        return previous;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Value step(String name, String kind, Value.Fields other) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public void log(String line) {
        log.add(line);
    }
}
