package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.packhouse.deploy.BuiltPackhouse;
import io.packhouse.testkit.ChildProcess;

/** A {@code ./packhouse up} as a process, at free ports, on a directory of the test. */
record RunningHouse(ChildProcess process, String address) implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration PYTHON_LIMIT = Duration.ofMinutes(1);
    private static final Pattern READY = Pattern.compile("Packhouse is ready at (http://127\\.0\\.0\\.1:[0-9]+) after");

    /** Starts one and waits until it is ready. */
    static RunningHouse up(Path data, String... more) {
        var process = start(data, more);
        var line = READY.matcher(process.awaitLine(READY.pattern(), START_LIMIT));
        line.find();
        return new RunningHouse(process, line.group(1));
    }

    /** Starts one, which need not succeed. */
    static ChildProcess start(Path data, String... more) {
        var arguments = new ArrayList<>(
                List.of("up", "--data", data.toString(), "--set", "http.port=0", "--set", "management.port=0"));
        Collections.addAll(arguments, more);
        return BuiltPackhouse.jvm().options("-Xmx512m")
                .arguments(arguments.toArray(String[]::new))
                .start();
    }

    /** Runs a Python script that finds the house as {@code house}, an XML-RPC proxy; answers what it printed. */
    String python(Path directory, String script) {
        var prelude = "import xmlrpc.client\nhouse = xmlrpc.client.ServerProxy('" + address + "/custom_install/xmlrpc/')\n";
        try (var python = ChildProcess.start(List.of("python3", "-c", prelude + script), Map.of(), directory)) {
            if (python.awaitExit(PYTHON_LIMIT) != 0) {
                throw new AssertionError(python.output() + "\n\nand the house said:\n" + process.output());
            }
            return python.output();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
