package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** One run of one step, which sees nothing that its key does not hold. */
final class RunningStep implements StepCall {

    private final StepRunner runner;
    private final String id;
    private final StepKind kind;
    private final Parameters with;
    private final Side side;
    private final SortedMap<String, BlobRef> files;
    private final int depth;
    private Optional<StepResult> previous = Optional.empty();
    private @Nullable Instant freshUntil;

    /**
     * @param files
     *            of the recipe's data, those that it may see
     * @param depth
     *            0 for a step of the recipe
     */
    RunningStep(StepRunner runner, String id, StepKind kind, Parameters with, Side side, SortedMap<String, BlobRef> files,
            int depth) {
        this.runner = runner;
        this.id = id;
        this.kind = kind;
        this.with = with;
        this.side = side;
        this.files = files;
        this.depth = depth;
    }

    StepKind kind() {
        return kind;
    }

    /** What it made the last time. */
    void knows(Optional<StepResult> last) {
        previous = last;
    }

    /** How long its volatile parts are fresh; null when it has none. */
    synchronized @Nullable Instant freshUntil() {
        return freshUntil;
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
        if (!kind.usesSide()) {
            throw wrong("the kind " + kind.name() + " asks for the side, but does not say that it depends on it");
        }
        return side;
    }

    @Override
    public Value.Blob data(String path) throws IOException {
        BlobRef file = files.get(path);
        if (file == null) {
            throw wrong("there is no data file «" + Problem.echo(path) + "» among those that its parameters name");
        }
        return runner.data().value(path, file);
    }

    @Override
    public SortedMap<String, Value.Blob> dataUnder(String directory) throws IOException {
        String start = DataFiles.directory(directory) + "/";
        SortedMap<String, Value.Blob> under = new TreeMap<>();
        for (Map.Entry<String, BlobRef> file : files.tailMap(start).entrySet()) {
            if (!file.getKey().startsWith(start)) {
                break;
            }
            under.put(file.getKey().substring(start.length()), runner.data().value(file.getKey(), file.getValue()));
        }
        return under;
    }

    @Override
    public Optional<StepResult> previous() {
        return previous;
    }

    @Override
    public Budget budget() {
        return runner.budget();
    }

    @Override
    public Value step(String name, String part, Value.Fields given) throws IOException, InterruptedException {
        Done done = runner.runPart(id + "/" + name, part, given, kind, side, depth + 1);
        synchronized (this) {
            freshUntil = Done.earlier(freshUntil, done.freshUntil());
        }
        return done.value();
    }

    @Override
    public void log(String line) {
        runner.log().line("step " + id + ": " + line);
    }

    private FailureException wrong(String what) {
        return new Failure(Failure.Code.INTERNAL, "step " + id + ": " + what).exception();
    }
}
