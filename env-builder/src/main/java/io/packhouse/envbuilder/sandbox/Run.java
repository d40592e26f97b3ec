package io.packhouse.envbuilder.sandbox;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs Java programs by one means. While a program runs, what it writes is counted several times a second; the tool of which the
 * last count is beyond a limit is killed. Whatever way {@link #program} is left, the program and all that it started is gone.
 */
record Run(Means means, JavaHome java, Limits limits) {

    private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    /** How many times as long as it took to count is waited until the next count. */
    private static final int REST = 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /**
     * Runs {@code arguments} of Java, those for the machine first.
     *
     * @throws IOException
     *             when it cannot be started at all
     * @throws InterruptedException
     *             when the thread is interrupted, after the program has been killed
     */
    Ended program(Room room, List<String> arguments, Duration limit) throws IOException, InterruptedException {
        var program = new ArrayList<>(List.of(java.program().toString()));
        program.addAll(limits.java());
        program.addAll(List.of("-Djava.io.tmpdir=" + room.tmpSeen(), "-Duser.home=" + room.tmpSeen()));
        program.addAll(arguments);
        var builder = new ProcessBuilder(means.command(room, java, limits, program)).directory(room.out().toFile())
                .redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C.UTF-8", "TZ", "UTC"));
        Process process = Starter.start(builder);
        var tail = new Tail(limits.log().toInt());
        Thread reader = Thread.ofPlatform().daemon().name("output of tool " + process.pid())
                .start(() -> tail.drain(process.getInputStream()));
        try {
            String stopped = watch(process, room, limit);
            kill(process);
            reader.join(LAST_WORDS);
            return new Ended(stopped.isEmpty() ? process.exitValue() : -1, stopped, tail.text());
        } finally {
            kill(process);
        }
    }

    /** Waits for its end; in a sentence, why it has to be stopped, or empty. */
    private String watch(Process process, Room room, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = LEAST_PAUSE;
        while (true) {
            boolean isOver = process.waitFor(Math.min(pause, Math.max(0, end - System.nanoTime())), TimeUnit.NANOSECONDS);
            long began = System.nanoTime();
            Optional<String> beyond = Usage.beyond(limits, room.out(), room.tmp());
            if (beyond.isPresent()) {
                return beyond.get();
            }
            if (isOver) {
                return "";
            }
            if (System.nanoTime() - end >= 0) {
                return "it took longer than " + limit.toMillis() + " ms";
            }
            pause = Math.max(LEAST_PAUSE, REST * (System.nanoTime() - began));
        }
    }

    /** Returns when it is gone. Of a sandbox, the kernel kills what is within; without one, we kill those that we can see. */
    private static void kill(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> descendants = process.descendants().toList();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
            descendants.forEach(descendant -> descendant.onExit().join());
        }
    }
}
