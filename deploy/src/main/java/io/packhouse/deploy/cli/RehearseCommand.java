package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Command;

import io.packhouse.deploy.AllInOne;
import io.packhouse.deploy.House;

/**
 * {@code rehearse}: starts everything in a temporary directory at free ports, and ends. The launcher runs it after a build,
 * so that the JVM can learn from it what a start needs (its AOT cache).
 */
@Command(name = "rehearse", hidden = true, abbreviateSynopsis = true, sortOptions = false, description = "Start everything in a temporary directory, and end.")
final class RehearseCommand extends ConfiguredCommand {

    @Override
    Set<String> sections() {
        return Set.of();
    }

    @Override
    public Integer call() throws Exception {
        var loaded = config().load(Map.of("broker.port", "0", "http.port", "0", "management.port", "0"));
        var console = Console.of(loaded);
        var data = Files.createTempDirectory("packhouse-rehearsal");
        try (var house = new House(console::progress)) {
            var up = AllInOne.open(house, loaded, data, Version.ofPackhouse());
            console.say("ready at " + up.gateway());
        } finally {
            delete(data);
        }
        return 0;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
