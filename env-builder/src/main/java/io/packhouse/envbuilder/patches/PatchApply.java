package io.packhouse.envbuilder.patches;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code patch.apply}: the file that {@code base} becomes by {@code patch}, which is written in {@code format}. Both are files of
 * steps or of the recipe's data. A patch that is none, or is for another base, fails with {@code UPSTREAM}. What format a patch
 * has is never guessed; whether the result is right is said by {@code hash.verify} behind it.
 */
final class PatchApply implements StepKind {

    private static final String DATA = "data/";

    private final Workshop workshop;
    private final SortedMap<String, PatchFormat> formats = new TreeMap<>();

    /** Knows the formats of the class path; {@link IllegalStateException} when two have the same name. */
    PatchApply(Workshop workshop) {
        this.workshop = workshop;
        for (PatchFormat format : ServiceLoader.load(PatchFormat.class)) {
            if (formats.putIfAbsent(format.name(), format) != null) {
                throw new IllegalStateException("two formats of patches are named " + format.name());
            }
        }
    }

    @Override
    public String name() {
        return "patch.apply";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("base", "patch", "format");
    }

    /** A format has a version of its own, as it may come from elsewhere. */
    @Override
    public String context(Parameters with) {
        PatchFormat format = formats.get(with.text("format", ""));
        return format == null ? "" : format.name() + " " + format.version();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        PatchFormat format = formats.get(with.text("format"));
        if (format == null) {
            throw with.wrong("format", "is one of " + String.join(", ", formats.keySet()));
        }
        BlobRef patch = file(call, "patch");
        try (PatchBase base = PatchBase.open(workshop.objects(), file(call, "base"));
                InputStream in = new BufferedInputStream(workshop.objects().open(patch.sha256(), 0, patch.size()));
                BlobMaker maker = new BlobMaker(workshop.objects())) {
            format.apply(base, in, new BoundedResult(maker, workshop.limits().extracted(), call.id()));
            return new StepResult(maker.commit());
        } catch (MisfitException e) {
            throw new Failure(Failure.Code.UPSTREAM,
                    "step " + call.id() + ": the patch does not fit: " + e.getMessage()).exception(e);
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            // The latter leaves the mark, which the exception stands for from here on.
            var _ = Thread.interrupted();
            var stopped = new InterruptedException(e.getMessage());
            stopped.initCause(e);
            throw stopped;
        }
    }

    private static BlobRef file(StepCall call, String name) throws IOException {
        Value given = call.with().value(name);
        Value value = given instanceof Value.Text text && text.text().startsWith(DATA) ? call.data(text.text()) : given;
        return Contents.file(value).orElseThrow(() -> call.with().wrong(name, "is no file")).content();
    }
}
