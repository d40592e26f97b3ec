package io.packhouse.deploy.cli.packages;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A command of {@code package} as it ended.
 *
 * @param out
 *            what it printed on standard output
 */
record Ran(int exitCode, String out, String err) {

    /** Runs a command in this process. */
    static Ran of(Object... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = PackageCommand.commandLine("1.2.3").setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(Arrays.stream(words).map(word -> word instanceof Path path ? path.toString() : (String) word)
                        .toArray(String[]::new));
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
