package io.packhouse.deploy.cli;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import io.packhouse.deploy.House;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;

/** {@code listen}: a receiver of pingbacks to try things with. */
@Command(name = "listen", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Receive pingbacks, print them, and check their secret and signature.",
        "Listens on this machine alone, at any path; give http://127.0.0.1:PORT/ as the pingback."})
final class ListenCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 8088;

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "N", order = 1, description = "Listen at this port; 0 takes any free one (default: "
            + USUAL_PORT + ").")
    private int port = USUAL_PORT;

    @Option(names = "--secret-file", paramLabel = "FILE", order = 2, description = "The secrets, one a line: the file that is Packhouse's addons.secrets-file.")
    private @Nullable Path secretFile;

    @Option(names = "--secret", paramLabel = "SECRET", order = 3, description = "A secret; other users of this machine can see it here.")
    private List<String> secrets = List.of();

    @Option(names = "--status", paramLabel = "N", order = 4, description = "Answer with this HTTP status (default: 200).")
    private int status = 200;

    @Option(names = "--fail-first", paramLabel = "N", order = 5, description = "Answer the first N pingbacks with 503, to see them come again.")
    private int failFirst;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65535 || status < 200 || status > 599 || failFirst < 0) {
            throw new ParameterException(spec.commandLine(),
                    "--port is 0 to 65535, --status 200 to 599, and --fail-first is not negative");
        }
        House house = new House(_ -> {
            // One service, whose own line says that it is up.
        });
        Lifetime.endsWith(house);
        PingbackListener listener = listener();
        try {
            house.open(listener);
        } catch (BindException e) {
            throw new IllegalStateException("port " + port + " is taken; give another by --port", e);
        }
        print("Listening at http://127.0.0.1:" + listener.port() + "/");
        Lifetime.serve();
        return 0;
    }

    private PingbackListener listener() throws IOException {
        Secrets known = new Secrets(new SecretsSettings(Optional.ofNullable(secretFile), secrets));
        return new PingbackListener(port, known, status, failFirst, this::print);
    }

    private synchronized void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
