package io.packhouse.testkit;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code java} process with the JDK of this one, and its class path unless another is set. It ends when this process ends, even by
 * {@code kill -9}.
 */
public final class ChildJvm {

    private final String mainClass;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory = Path.of("");
    private String classPath = System.getProperty("java.class.path");

    private ChildJvm(String mainClass) {
        this.mainClass = mainClass;
    }

    /** A process that will run the {@code main} of {@code type}. */
    public static ChildJvm of(Class<?> type) {
        return of(type.getName());
    }

    /** A process that will run the {@code main} of the class of that name. */
    public static ChildJvm of(String mainClass) {
        return new ChildJvm(mainClass);
    }

    /** Adds options of the JVM, such as {@code -Xmx256m}. */
    public ChildJvm options(String... more) {
        Collections.addAll(options, more);
        return this;
    }

    /** Adds arguments of the program. */
    public ChildJvm arguments(String... more) {
        Collections.addAll(arguments, more);
        return this;
    }

    /** Sets an environment variable. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets another class path than ours; what this class needs itself is put behind it. */
    public ChildJvm classPath(String other) {
        classPath = other + File.pathSeparator
                + Path.of(URI.create(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        return this;
    }

    /** Sets the directory to run in; ours by default. */
    public ChildJvm in(Path other) {
        directory = other;
        return this;
    }

    /** Starts it; the same settings may be started any number of times. */
    public ChildProcess start() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, ChildMain.class.getName(),
                Long.toString(ProcessHandle.current().pid()), mainClass));
        command.addAll(arguments);
        return ChildProcess.start(command, environment, directory.toAbsolutePath());
    }
}
