package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.BuilderResponse;
import io.packhouse.addonscript.documents.LaunchPatch;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;

/** {@code environment install}: has an environment built, fetches and checks its files, and writes how it is started. */
@Command(name = "install", sortOptions = false, description = {
        "Have an environment built, fetch its files, check their hashes and put them in their places.",
        "The game itself is no part of an environment; --game adds it to the class path. What starts it is printed at the end."})
final class InstallCommand extends EnvironmentTask {

    @Parameters(index = "0", paramLabel = "SERVER", description = "The base address, such as http://127.0.0.1:8080.")
    private URI server = URI.create("");

    @Parameters(index = "1", paramLabel = "REQUEST", description = "A file with the request (environment request makes one).")
    private Path request = Path.of("");

    @Option(names = "--into", paramLabel = "DIRECTORY", required = true, order = 1, description = "The game's directory.")
    private Path directory = Path.of("");

    @Option(names = "--side", paramLabel = "SIDE", order = 2, description = "client or server (default: client).")
    private Side side = Side.CLIENT;

    @Option(names = "--game", paramLabel = "JAR", order = 3, description = "The game's own jar, and whatever else it needs.")
    private List<Path> game = List.of();

    @Option(names = "--main-class", paramLabel = "CLASS", order = 4, description = "Of the game, where the environment names none.")
    private @Nullable String mainClass;

    @Override
    void run() throws IOException, InterruptedException {
        AddonscriptServer addonscript = new AddonscriptServer(server);
        BuilderResponse response = addonscript.build(Files.readAllBytes(request));
        LaunchPatch patch = side == Side.CLIENT ? response.launchClient() : response.launchServer();
        if (patch == null) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "the request does not ask for the side " + side.wire())
                    .exception();
        }
        Path target = Files.createDirectories(directory).toAbsolutePath().normalize();
        Installation installation = new Installation(addonscript, target, side);
        for (AddonFile file : response.files()) {
            installation.install(file);
        }
        List<Path> classPath = new ArrayList<>(installation.libraries());
        game.forEach(jar -> classPath.add(jar.toAbsolutePath().normalize()));
        String launch = "launch-" + side.wire() + ".args";
        LaunchFile.write(target.resolve(launch), patch, mainClass, classPath);
        out().printf("%d files fetched, their hashes are right. It is started with%n  java @%s%n", installation.count(),
                directory.resolve(launch));
    }
}
