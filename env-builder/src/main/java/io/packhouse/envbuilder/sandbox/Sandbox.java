package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.health.Status;

/**
 * Runs Java programs of others apart from this process: without network, with inputs that they cannot change, with one directory
 * that they can write, with an empty environment and within limits ({@link Limits}).
 *
 * <p>
 * Which means this machine has is found out once, by running something in it that tries to get out; those who come before that is
 * known wait for it. The programs die with this process, even by {@code kill -9}. For any thread but event
 * loops.
 */
public final class Sandbox {

    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    private final List<Means> candidates;
    private final SandboxPolicy policy;
    private final JavaHome java;
    private final Limits limits;
    private final Path scratch;
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private final AtomicBoolean isLookedFor = new AtomicBoolean();

    private Sandbox(List<Means> candidates, SandboxPolicy policy, JavaHome java, Limits limits, Path scratch) {
        this.candidates = List.copyOf(candidates);
        this.policy = policy;
        this.java = java;
        this.limits = limits;
        this.scratch = scratch;
    }

    /** What the probe found: a means, or in a sentence why there is none. */
    private record Found(Optional<Means> means, String sentence) {
    }

    /**
     * A sandbox that looks for its means when {@link #begin} is called or somebody needs it.
     *
     * @param scratch
     *            a directory for rooms, made when it is missing
     */
    public static Sandbox of(SandboxPolicy policy, JavaHome java, Limits limits, Path scratch) {
        List<Means> candidates = new ArrayList<>();
        if (Unshare.isThere()) {
            candidates.add(new Unshare());
        }
        if (Bubblewrap.isThere()) {
            candidates.add(new Bubblewrap());
        }
        return of(candidates, policy, java, limits, scratch);
    }

    static Sandbox of(List<Means> candidates, SandboxPolicy policy, JavaHome java, Limits limits, Path scratch) {
        return new Sandbox(candidates, policy, java, limits, scratch);
    }

    /** Begins to look for a means, unless that was done, and returns. */
    public void begin() {
        if (isLookedFor.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("sandbox-probe").start(this::look);
        }
    }

    /** This means alone, without looking whether it holds. */
    static Sandbox of(Means means, JavaHome java, Limits limits, Path scratch) {
        var sandbox = new Sandbox(List.of(means), means.isConfined() ? SandboxPolicy.REQUIRED : SandboxPolicy.OFF, java,
                limits, scratch);
        sandbox.isLookedFor.set(true);
        sandbox.found.complete(new Found(Optional.of(means), means.title()));
        return sandbox;
    }

    /** What an operator should know: never down, because everything that needs no program of others is built without. */
    public Status status() {
        if (!found.isDone()) {
            return Status.up("is being looked for");
        }
        return found.isCompletedExceptionally()
                ? Status.up("Tools do not run here: the sandbox could not be looked for")
                : Status.up(found.join().sentence());
    }

    /** The Java that runs the programs. */
    public JavaHome java() {
        return java;
    }

    /** What each program may take. */
    public Limits limits() {
        return limits;
    }

    /**
     * A room for a program.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INTERNAL} when programs may not run here. Not {@code UNAVAILABLE}: it does not pass by itself
     */
    public Room newRoom() throws IOException {
        Files.createDirectories(scratch);
        return new Room(scratch, means().isConfined());
    }

    /**
     * Runs Java with {@code arguments}, those for the machine first, in a room of this sandbox.
     *
     * @param limit
     *            on its time, within which {@link Limits#time()} still holds
     * @throws IOException
     *             when it cannot be started at all
     * @throws InterruptedException
     *             when the thread is interrupted, after the program and all that it started is dead
     */
    public Ended run(Room room, List<String> arguments, Duration limit) throws IOException, InterruptedException {
        Duration shorter = limit.compareTo(limits.time()) < 0 ? limit : limits.time();
        return new Run(means(), java, limits).program(room, arguments, shorter);
    }

    private Means means() {
        begin();
        try {
            Found answer = found.join();
            return answer.means().orElseThrow(() -> new Failure(Failure.Code.INTERNAL, answer.sentence()).exception());
        } catch (CompletionException e) {
            throw new IllegalStateException("the sandbox could not be looked for", e.getCause());
        }
    }

    private void look() {
        try {
            Files.createDirectories(scratch);
            Found answer = find();
            log.atLevel(answer.means().filter(Means::isConfined).isPresent()
                    ? Level.INFO
                    : Level.WARN).addKeyValue("policy", policy).log(answer.sentence());
            found.complete(answer);
        } catch (IOException | InterruptedException | RuntimeException e) {
            found.completeExceptionally(e);
        }
    }

    private Found find() throws InterruptedException {
        if (policy == SandboxPolicy.OFF) {
            return new Found(Optional.of(new Unconfined()), "Tools run without a sandbox: environments.sandbox is off");
        }
        List<String> troubles = new ArrayList<>();
        for (Means means : candidates) {
            Optional<String> trouble = Probe.trouble(means, java, limits, scratch);
            if (trouble.isEmpty()) {
                return new Found(Optional.of(means), "Tools run in a sandbox of " + means.title());
            }
            troubles.add(means.title() + ": " + trouble.get());
        }
        String why = troubles.isEmpty()
                ? "this machine has neither unshare (util-linux) nor bwrap"
                : String.join("; ", troubles);
        return policy == SandboxPolicy.PREFERRED
                ? new Found(Optional.of(new Unconfined()), "Tools run without a sandbox, for there is none: " + why)
                : new Found(Optional.empty(), "Tools do not run here, for there is no sandbox (" + why
                        + "); environments.sandbox says what else may be done");
    }
}
