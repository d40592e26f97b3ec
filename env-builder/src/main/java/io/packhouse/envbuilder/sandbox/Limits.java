package io.packhouse.envbuilder.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.platform.config.ByteSize;

/**
 * What one program may take: the section {@code environments.tools-limits} of the configuration.
 *
 * @param time
 *            from start to end, 1 second to 1 hour
 * @param cpu
 *            seconds of processor time of one process, all its threads together
 * @param heap
 *            of Java
 * @param addressSpace
 *            of one process, at least {@link #OVERHEAD} more than the heap
 * @param threads
 *            processes and threads at once, at least 301: the least that Linux takes
 * @param file
 *            bytes of one file
 * @param output
 *            bytes of all files that it leaves or makes on its way
 * @param files
 *            that it leaves or makes on its way, directories counted
 * @param log
 *            bytes that are kept of what it prints: the last ones
 */
public record Limits(Duration time, Duration cpu, ByteSize heap, ByteSize addressSpace, int threads, ByteSize file,
        ByteSize output, int files, ByteSize log) {

    /** What Java reserves of addresses besides its heap. */
    public static final long OVERHEAD = 1L << 30;

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LEAST_THREADS = 301;

    public Limits {
        if (time.toSeconds() < 1 || time.compareTo(LONGEST) > 0 || cpu.toSeconds() < 1) {
            throw new IllegalArgumentException("time is 1s to 1h, and cpu at least 1s, not " + time.toMillis() + "ms and "
                    + cpu.toMillis() + "ms");
        }
        if (addressSpace.bytes() < heap.bytes() + OVERHEAD) {
            throw new IllegalArgumentException(
                    "address-space is at least 1GiB more than heap (" + heap + "), not " + addressSpace);
        }
        if (threads < LEAST_THREADS || files < 1 || log.bytes() < 1024 || log.bytes() > 1 << 24) {
            throw new IllegalArgumentException("threads are at least 301, files at least 1, log is 1KiB to 16MiB");
        }
    }

    /** What Java is told, so that it fails with an error of its own before the system has to end it. */
    List<String> java() {
        return List.of("-Xmx" + heap.bytes(), "-XX:MaxMetaspaceSize=256m", "-XX:CompressedClassSpaceSize=128m",
                "-XX:ReservedCodeCacheSize=128m", "-XX:MaxDirectMemorySize=256m", "-Xss1m", "-XX:+UseSerialGC",
                "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-Duser.language=en",
                "-Duser.country=US", "-Duser.timezone=UTC", "-Duser.name=packhouse", "-Djava.awt.headless=true");
    }

    /** What {@code prlimit} is told. */
    List<String> system(boolean countsTasks) {
        var limits = new ArrayList<>(List.of("--core=0", "--fsize=" + file.bytes(), "--cpu=" + cpu.toSeconds(),
                "--as=" + addressSpace.bytes(), "--nofile=4096"));
        if (countsTasks) {
            limits.add("--nproc=" + threads);
        }
        return List.copyOf(limits);
    }
}
