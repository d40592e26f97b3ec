package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.envbuilder.steps.KnownKind;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.process.Foundation;

/**
 * The repository of this process. Its directory is looked at again and again; when it has changed and then stood still from one
 * look to the next, it is read as one state, and the whole is told to the listener, at once or not at all. What cannot be read is
 * in the log, the state and a metric, and what was good stays in use.
 */
public final class RepositoryWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RepositoryWatch.class);
    /** After a change: how long the tree stands still before it is read. */
    private static final Duration STILL = Duration.ofMillis(500);
    private static final int LOGGED = 50;
    /** Looks after which every builder of a house has seen a change. */
    private static final int LOOKS = 3;

    private final Path directory;
    private final RepositorySettings settings;
    private final RepositoryReader reader;
    private final BlobShelf blobs;
    private final Consumer<EnvironmentRepository> listener;
    private final HouseIndex house;
    private final ScheduledExecutorService scanner = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("recipes").daemon(true).factory());

    private volatile RepositoryState state = RepositoryState.EMPTY;
    private volatile String trouble = "not read yet";
    private Set<Finding> told = Set.of();
    private @Nullable EnvironmentRepository published;
    private @Nullable String seen;
    private @Nullable String judged;

    /**
     * Nothing is read before {@link #start}.
     *
     * @param directory
     *            the repository's root
     * @param listener
     *            is told each state, on the thread that looks; should not block for long
     */
    RepositoryWatch(Path directory, RepositorySettings settings, RepositoryReader reader, BlobShelf blobs,
            MeterRegistry metrics, Consumer<EnvironmentRepository> listener) {
        this.directory = directory;
        this.settings = settings;
        this.reader = reader;
        this.blobs = blobs;
        this.listener = listener;
        this.house = new HouseIndex(settings.rescanInterval().multipliedBy(LOOKS), InstantSource.system());
        Gauge.builder("packhouse.recipes.overruled", house, index -> index.difference().isPresent() ? 1 : 0)
                .description("Whether the house works with another repository than the one that is read here")
                .register(metrics);
        Gauge.builder("packhouse.recipes.versions", this, watch -> watch.state.versions())
                .description("Versions of add-ons that the repository serves").register(metrics);
        Gauge.builder("packhouse.recipes.errors", this, watch -> watch.state.errors() + (watch.trouble.isEmpty() ? 0 : 1))
                .description("What is wrong with the repository now, so that older states of files are in use, or none")
                .register(metrics);
    }

    /**
     * The repository that the configuration names.
     *
     * @param kinds
     *            the kinds of steps that there are, by name
     */
    public static RepositoryWatch open(Foundation foundation, Map<String, KnownKind> kinds,
            Consumer<EnvironmentRepository> listener) {
        var settings = foundation.config().section(RepositorySettings.SECTION, RepositorySettings.class);
        BlobShelf blobs = BlobShelf.of(foundation.objects());
        return new RepositoryWatch(settings.repository().orElseGet(ShippedRecipes::directory), settings,
                new RepositoryReader(kinds, Optional.of(settings.tools().keySet()), blobs), blobs, foundation.metrics(),
                listener);
    }

    /** Reads the repository as it is now; blocks for as long as that takes. Then looks for changes until {@link #close}. */
    public void start() {
        look(true);
        again(settings.rescanInterval());
    }

    /** How it stands with the repository; one with faults serves what is good of it, and so is up. */
    public Status status() {
        RepositoryState now = state;
        String counts = now.versions() + " versions of " + now.addons().size() + " add-ons in " + directory
                + house.difference().map(how -> "; " + how).orElse("");
        if (!trouble.isEmpty()) {
            return Status.up(counts + "; not as the directory is now: " + trouble);
        }
        return Status.up(now.errors() == 0
                ? counts
                : counts + "; errors: " + now.errors() + ", the first: "
                        + now.findings().stream().filter(Finding::isError).findFirst().map(Finding::toString).orElse(""));
    }

    /** Takes what the house works with, as the registry says; from any thread, never blocks. */
    public void heard(EnvironmentRepository repository) {
        house.heard(repository);
    }

    RepositoryState state() {
        return state;
    }

    private void again(Duration delay) {
        try {
            var _ = scanner.schedule(() -> again(look(false) ? settings.rescanInterval() : shorter()), delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug().log("The repository is looked at no more");
        }
    }

    private Duration shorter() {
        return settings.rescanInterval().compareTo(STILL) < 0 ? settings.rescanInterval() : STILL;
    }

    /**
     * Looks at the directory.
     *
     * @param atOnce
     *            whether what is there is read now; else when two looks in a row see the same, because somebody may be copying
     * @return whether the directory stood still
     */
    synchronized boolean look(boolean atOnce) {
        house.warn();
        try {
            RepositoryTree tree = RepositoryTree.of(directory, settings.tree());
            String fingerprint = tree.fingerprint();
            boolean isStill = atOnce || fingerprint.equals(seen);
            seen = fingerprint;
            if (isStill && !fingerprint.equals(judged)) {
                RepositoryState next = reader.read(tree);
                isStill = RepositoryTree.of(directory, settings.tree()).fingerprint().equals(fingerprint);
                if (isStill || atOnce) {
                    take(next);
                    judged = fingerprint;
                }
            }
            trouble = "";
            return isStill;
        } catch (IOException e) {
            complain("it cannot be read: " + e);
        } catch (FailureException e) {
            complain(e.getMessage());
        } catch (RuntimeException e) {
            // A fault of ours must not end the watching; what was read stays in use.
            log.atError().setCause(e).log("A look at the repository of recipes failed");
            trouble = "a look at it failed, the log says how";
        }
        return true;
    }

    private void take(RepositoryState next) {
        BlobRef index = keep(next);
        var repository = new EnvironmentRepository(index);
        state = next;
        tell(next.findings());
        // Whoever touches the directory of an overruled builder says that this one is right.
        if (!repository.equals(published) || house.difference().isPresent()) {
            published = repository;
            house.told(repository);
            log.atInfo().addKeyValue("add-ons", next.addons().size()).addKeyValue("versions", next.versions())
                    .addKeyValue("errors", next.errors()).addKeyValue("index", index.sha256())
                    .log("Read the repository of recipes");
            listener.accept(repository);
        }
    }

    private BlobRef keep(RepositoryState next) {
        try {
            return blobs.keep(Json.write(next.toIndex()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says once what is wrong, not at every change of something else. */
    private void tell(List<Finding> findings) {
        findings.stream().filter(finding -> !told.contains(finding)).limit(LOGGED).forEach(finding -> {
            var line = finding.isError() ? log.atWarn() : log.atInfo();
            line.addKeyValue("file", finding.path()).addKeyValue("line", finding.line())
                    .addKeyValue("what", finding.sentence())
                    .log(finding.isError()
                            ? "Refused a part of the repository of recipes"
                            : "A part of the repository of recipes looks odd");
        });
        told = new HashSet<>(findings);
    }

    private void complain(@Nullable String why) {
        String now = String.valueOf(why);
        if (!now.equals(trouble)) {
            trouble = now;
            log.atWarn().addKeyValue("environments.repository", directory).addKeyValue("why", now)
                    .addKeyValue("in-use", state.versions() + " versions").log("The repository of recipes cannot be read");
        }
    }

    /** Looks no more. What was told stays. */
    @Override
    public void close() {
        scanner.shutdown();
    }
}
