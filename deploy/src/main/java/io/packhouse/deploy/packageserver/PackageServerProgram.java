package io.packhouse.deploy.packageserver;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.packhouse.contracts.FailureException;
import io.packhouse.deploy.House;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.log.LogSettings;
import io.packhouse.platform.log.Logging;

/**
 * The program {@code package-server}: the command line, the file and the console of {@code appman-package-server} (package server
 * reference, 2.10 and 2.11).
 */
public final class PackageServerProgram {

    private static final int SYNTAX = 1;
    private static final int FAILED = 2;

    /** What holds for a server on a developer's machine where nobody says otherwise. */
    private static final Map<String, String> QUIET = Map.of("management.port", "0", "log.level", "warn");

    private final List<String> defaults;
    private final String version;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param defaults
     *            the annotated default files of all modules
     * @param version
     *            of Packhouse
     */
    public PackageServerProgram(List<String> defaults, String version, PrintStream out, PrintStream err) {
        this.defaults = defaults;
        this.version = version;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until the process is told to end.
     *
     * @param closing
     *            is given the house as soon as there is one, to close it when the process ends
     * @return the exit code, when it ends without having been told to
     */
    public int run(List<String> words, Consumer<House> closing) throws InterruptedException {
        try {
            var arguments = ServerArguments.parse(words);
            if (arguments.has(ServerOption.VERSION)) {
                out.println("packhouse package-server " + version);
                return 0;
            }
            var start = arguments.has(ServerOption.HELP)
                    ? Optional.<ServerStart>empty()
                    : ServerStart.of(arguments, Path.of("").toAbsolutePath());
            if (start.isEmpty()) {
                out.print(ServerHelp.text());
                return 0;
            }
            serve(start.get(), closing);
            return 0;
        } catch (CommandLineException e) {
            err.println(e.getMessage());
            return SYNTAX;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            err.println("ERROR: " + sentence(e));
            return FAILED;
        }
    }

    private void serve(ServerStart start, Consumer<House> closing) throws Exception {
        var config = config(start);
        Logging.configure(config.section("log", LogSettings.class));
        var console = new ServerConsole(out, Paint.wanted(System.getenv(), isTerminal()));
        var house = new House(_ -> {
            // The console's lines are the original's and no others.
        });
        closing.accept(house);
        int port = PackageServer.open(house, start, config, console, version);
        console.listening(start.address().with(port));
        new CountDownLatch(1).await();
    }

    private Config config(ServerStart start) {
        var flags = new LinkedHashMap<String, String>();
        if (start.file().isEmpty()) {
            QUIET.forEach((key, value) -> {
                if (!System.getenv().containsKey("PACKHOUSE_" + key.replace('.', '_').toUpperCase(Locale.ROOT))) {
                    flags.put(key, value);
                }
            });
        }
        flags.putAll(start.set());
        flags.putAll(start.keys());
        return Config.load(defaults, start.file(), System.getenv(), flags);
    }

    @SuppressWarnings("SystemConsoleNull") // Java 25 answers null where there is no terminal, whatever Error Prone says.
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** What went wrong, in words; classes are named only where there are no better words. */
    private static String sentence(Exception e) {
        if (e instanceof FailureException failure) {
            return failure.failure().message();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
