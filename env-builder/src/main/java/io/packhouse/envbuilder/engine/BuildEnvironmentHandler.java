package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/**
 * Builds an environment: runs its recipe's steps, or finds what they made before, writes the answer and publishes its files.
 * What a step made is kept as soon as it is there, so that an attempt after this one has died goes on where it was. Files are
 * published before the outcome speaks of them; a build that fails publishes nothing, unless it fails at publishing.
 */
public final class BuildEnvironmentHandler implements JobHandler {

    private final Settings settings;
    private final StepKinds kinds;
    private final ObjectStore objects;
    private final MeterRegistry metrics;
    private final StepRunner.Shop shop;

    /**
     * What an operator may set.
     *
     * @param timeLimit
     *            for an attempt
     * @param parallelSteps
     *            of one build
     * @param allowsVariables
     *            whether arguments of the game may hold <code>${…}</code>
     */
    public record Settings(Duration timeLimit, int parallelSteps, StepLimits limits, boolean allowsVariables) {
    }

    /**
     * A handler; its cache is that of everybody who uses the same {@code objects}.
     *
     * @param clock
     *            by which what was fetched gets old
     */
    public BuildEnvironmentHandler(Settings settings, StepKinds kinds, ObjectStore objects, MeterRegistry metrics,
            InstantSource clock) {
        this.settings = settings;
        this.kinds = kinds;
        this.objects = objects;
        this.metrics = metrics;
        this.shop = new StepRunner.Shop(kinds, objects, new StepCache(objects, clock), new Flights());
    }

    @Override
    public String kind() {
        return Kind.ENVIRONMENT;
    }

    @Override
    public Duration timeLimit() {
        return settings.timeLimit();
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws IOException, InterruptedException {
        BuildEnvironment wanted = command.bodyAs(BuildEnvironment.class);
        long from = System.nanoTime();
        String ended = "failed";
        try (BuildThreads threads = new BuildThreads()) {
            EnvironmentBuilt built = build(wanted, attempt, threads);
            attempt.log("built " + wanted.namespace() + ":" + wanted.id() + ":" + wanted.version() + " with " + built.files()
                    + " files" + (built.freshUntil() == null ? "" : ", fresh until " + built.freshUntil()));
            ended = "built";
            return new JobResult(built, List.of(), null);
        } catch (FailureException | IOException e) {
            // An interrupted thread finds its files closed, which is no failure of the store.
            if (Thread.interrupted()) {
                ended = "stopped";
                throw stopped(e);
            }
            attempt.log("failed: " + e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            ended = "stopped";
            throw e;
        } finally {
            Timer.builder("packhouse.environments.builds").description("Attempts to build an environment, by how they ended")
                    .tag("result", ended).register(metrics).record(Duration.ofNanos(System.nanoTime() - from));
        }
    }

    private EnvironmentBuilt build(BuildEnvironment wanted, Attempt attempt, BuildThreads threads)
            throws IOException, InterruptedException {
        BuildDocuments documents = BuildDocuments.read(objects, wanted);
        checkVersions(documents);
        var log = new StepLog(attempt, metrics, documents.recipe().steps().size() * documents.inputs().size());
        DataFiles data = new DataFiles(objects, documents.bundle().data());
        var runner = new StepRunner(shop, data,
                documents.recipe().metadataTtl(), new Budget(settings.limits().downloads().bytes()), log,
                settings.limits().steps(), settings.parallelSteps());
        Map<Side, Map<String, StepOutcome>> steps = new GraphRun(documents.recipe(), documents.inputs(), kinds, runner,
                threads).run();
        Answer answer = new Answer(documents, steps, wanted.form(), settings.allowsVariables());
        List<BuiltFile> files = BuiltFiles.of(documents.recipe(), documents.inputs(), steps, data, objects);
        answer.write(files);
        attempt.progress(1, "publishing " + files.size() + " files");
        List<BuiltFile> published = new Publication(objects,
                AddonDescriptor.of(wanted.namespace(), wanted.id(), wanted.version())).publish(files);
        BlobRef written = BlobMaker.of(objects, answer.write(published)).content();
        objects.makeDurable(List.of(written.sha256()));
        return new EnvironmentBuilt(wanted.key(), written, published.size(), freshUntil(steps));
    }

    private static InterruptedException stopped(Exception cause) {
        var stopped = new InterruptedException("the build was stopped");
        stopped.initCause(cause);
        return stopped;
    }

    /** A recipe that was registered by a newer program is left to one of those. */
    private void checkVersions(BuildDocuments documents) {
        Map<String, Integer> ours = kinds.versions();
        documents.bundle().kinds().forEach((kind, version) -> {
            Integer here = ours.get(kind);
            if (here != null && here < version) {
                throw new Failure(Failure.Code.UNAVAILABLE, "the recipe needs version " + version + " of " + kind
                        + ", this environment builder has version " + here).exception();
            }
        });
    }

    private static @Nullable Instant freshUntil(Map<Side, Map<String, StepOutcome>> steps) {
        Instant earliest = null;
        for (Map<String, StepOutcome> side : steps.values()) {
            for (StepOutcome outcome : side.values()) {
                earliest = Done.earlier(earliest, outcome.freshUntil());
            }
        }
        return earliest;
    }
}
