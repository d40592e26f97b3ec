package io.packhouse.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A process that a test started: what it prints, its end, and the signals of the kill tests. {@link #close()} kills it, and
 * so does the end of this JVM.
 */
public final class ChildProcess implements AutoCloseable {

    private static final boolean IGNORES_INTERRUPTS = ignoresInterrupts();
    private static final long SLICE = 50_000_000;
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private ChildProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().name("output of " + process.pid()).start(this::read);
        LIVING.add(process);
        var _ = process.onExit().thenAccept(LIVING::remove);
    }

    /**
     * Starts {@code command} in {@code directory} with {@code environment} added to ours.
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment, Path directory) {
        var builder = new ProcessBuilder(interruptible(command)).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a shell starts with {@code &} ignores SIGINT, so do its children, and a JVM leaves it so: where we are started like
     * that, {@code env} of the GNU system ends it for the command.
     */
    private static List<String> interruptible(List<String> command) {
        if (!IGNORES_INTERRUPTS) {
            return command;
        }
        var prefixed = new ArrayList<>(List.of("env", "--default-signal=INT"));
        prefixed.addAll(command);
        return prefixed;
    }

    /** Linux tells by the second bit of the ignored signals. */
    private static boolean ignoresInterrupts() {
        try (var status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) & 2) != 0);
        } catch (IOException notLinux) {
            return false;
        }
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("(the output broke off: " + e + ")");
            }
        }
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs; a frozen one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed until now, standard output and standard error in one. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What it printed until now as one text. */
    public String output() {
        return String.join("\n", lines());
    }

    /**
     * Waits for a line in which {@code regex} is found, also among those that were printed before.
     *
     * @throws AssertionError
     *             with the whole output, when the process ended or the time is over without it
     */
    public String awaitLine(String regex, Duration limit) {
        var pattern = Pattern.compile(regex);
        var end = System.nanoTime() + limit.toNanos();
        synchronized (lines) {
            for (int next = 0;; next++) {
                while (next >= lines.size()) {
                    await(regex, end - System.nanoTime());
                }
                if (pattern.matcher(lines.get(next)).find()) {
                    return lines.get(next);
                }
            }
        }
    }

    private void await(String regex, long nanosLeft) {
        var over = !reader.isAlive();
        if (nanosLeft <= 0 || over) {
            throw new AssertionError("process " + pid() + (over ? " ended" : " lives on") + " without a line like \"" + regex
                    + "\"; it printed:\n" + output());
        }
        try {
            // In slices, because the end of the output wakes nobody.
            TimeUnit.NANOSECONDS.timedWait(lines, Math.min(nanosLeft, SLICE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for \"" + regex + "\"", e);
        }
    }

    /** Ends it at once ({@code kill -9}) and returns when it is gone. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(60));
    }

    /** Asks it to end (SIGTERM) and returns at once. */
    public void terminate() {
        signal("TERM");
    }

    /** Asks it to end as Ctrl-C does (SIGINT) and returns at once. */
    public void interrupt() {
        signal("INT");
    }

    /** Freezes it (SIGSTOP) and returns when it stands still: it holds its connections and answers nothing. */
    public void freeze() {
        signal("STOP");
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!standsStill()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("process " + pid() + " goes on 10 s after SIGSTOP");
            }
            Thread.onSpinWait();
        }
    }

    /** The signal is sent before the last thread has stopped, which may yet answer somebody. Known of Linux alone. */
    private boolean standsStill() {
        var tasks = Path.of("/proc/" + pid() + "/task");
        if (!Files.isDirectory(tasks)) {
            return true;
        }
        try (var threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) {
                var stat = Files.readString(thread.resolve("stat"));
                // The name before the state is in parentheses, and may have anything in it.
                if (!stat.startsWith("T", stat.lastIndexOf(')') + 2)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // A thread ended meanwhile.
            return false;
        }
    }

    /** Lets a frozen one go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).inheritIO().start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("SIG" + name + " did not reach process " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Waits for its end and for the last of its output.
     *
     * @return the exit code; 128 and the signal's number when a signal ended it
     * @throws AssertionError
     *             with the whole output, when the time is over
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit)) {
                throw new AssertionError("process " + pid() + " did not end in " + limit + "; it printed:\n" + output());
            }
            // A grandchild may hold the pipe open; its lines are none of ours.
            reader.join(Duration.ofSeconds(1));
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
