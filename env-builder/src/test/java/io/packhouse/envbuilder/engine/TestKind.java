package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** A kind of step that a test says what it does, and that knows which steps it ran. */
final class TestKind implements StepKind {

    private final String name;
    private final boolean isVolatile;
    private final boolean usesSide;
    private final Work work;
    private final List<String> runs = new CopyOnWriteArrayList<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    interface Work {
        StepResult run(StepCall call) throws IOException, InterruptedException;
    }

    interface Simple {
        Value run(StepCall call) throws IOException, InterruptedException;
    }

    private TestKind(String name, boolean isVolatile, boolean usesSide, Work work) {
        this.name = name;
        this.isVolatile = isVolatile;
        this.usesSide = usesSide;
        this.work = work;
    }

    static TestKind of(String name, Simple work) {
        return new TestKind(name, false, false, call -> new StepResult(work.run(call)));
    }

    static TestKind ofSide(String name, Simple work) {
        return new TestKind(name, false, true, call -> new StepResult(work.run(call)));
    }

    static TestKind ofVolatile(String name, Work work) {
        return new TestKind(name, true, false, work);
    }

    /** The ids of the steps that ran, as they began. */
    List<String> runs() {
        return runs;
    }

    /** The ids of the steps whose keys were made. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String context(Parameters with) {
        asked.add(with.step());
        return "";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean isVolatile(Parameters with) {
        return isVolatile;
    }

    @Override
    public boolean usesSide() {
        return usesSide;
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        runs.add(call.id());
        return work.run(call);
    }
}
