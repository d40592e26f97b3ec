package io.packhouse.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import io.netty.util.internal.PlatformDependent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process of its own, with a heap of its own: it tells its port, then a number each time that it is asked. Its
 * {@code main} calls {@link #serve}.
 */
public final class AskedProcess implements AutoCloseable {

    /** Begins the lines that are answers, the log being on the same stream. */
    private static final String ANSWER = "answer ";

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final int port;

    private AskedProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
        this.port = (int) next();
    }

    /**
     * Starts the {@code main} of {@code type}, and returns when it has told its port.
     *
     * @param options
     *            of the JVM, such as {@code -Xmx96m}
     */
    public static AskedProcess start(Class<?> type, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                type.getName()));
        command.addAll(List.of(arguments));
        return new AskedProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The number, as of now. */
    public long ask() throws IOException {
        input.append('\n').flush();
        return next();
    }

    private long next() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(ANSWER)) {
            line = output.readLine();
        }
        assertThat(line).as("the server died").isNotNull();
        return Long.parseLong(line.substring(ANSWER.length()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process's side: tells the port, then {@code answer} whenever it is asked, until nobody can ask any more. */
    public static void serve(int port, LongSupplier answer) throws IOException {
        System.out.println(ANSWER + port);
        while (System.in.read() >= 0) {
            System.out.println(ANSWER + answer.getAsLong());
        }
    }

    /** Bytes in use by this process after a collection, heap and direct memory. */
    public static long memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return heap + direct + Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
