package io.packhouse.envbuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import io.packhouse.envbuilder.repository.Finding;
import io.packhouse.envbuilder.repository.RepositoryLint;
import io.packhouse.envbuilder.repository.RepositorySettings;
import io.packhouse.envbuilder.repository.ShippedRecipes;
import io.packhouse.envbuilder.steps.KnownKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.outbound.HostResolver;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.outbound.OutboundSettings;

/** The lint as the command line runs it: with the kinds of steps and the tools that this Packhouse has, and no house running. */
public final class RecipesLint {

    private RecipesLint() {
    }

    /** The repository that {@code config} names: {@code environments.repository}, else the one that Packhouse brings. */
    public static Path configured(Config config) {
        return config.section(RepositorySettings.SECTION, RepositorySettings.class).repository()
                .orElseGet(ShippedRecipes::directory);
    }

    /**
     * Everything that is wrong with the repository in {@code directory}, by path and line.
     *
     * @param config
     *            with the sections {@code environments} and {@code outbound}
     * @throws IOException
     *             when there is no such directory, or it cannot be read
     */
    public static List<Finding> of(Path directory, Config config) throws IOException {
        return RepositoryLint.of(directory, config.section(RepositorySettings.SECTION, RepositorySettings.class),
                kinds(config));
    }

    /** Asked of the kinds themselves, so that those of plug-ins count too; nothing is fetched or stored. */
    private static SortedMap<String, KnownKind> kinds(Config config) throws IOException {
        Path scratch = Files.createTempDirectory("packhouse-lint");
        Vertx vertx = Vertx.vertx();
        var metrics = new SimpleMeterRegistry();
        try (Outbound outbound = new Outbound(vertx, config.section("outbound", OutboundSettings.class),
                HostResolver.system(),
                metrics)) {
            var settings = config.section(EnvironmentsSettings.SECTION, EnvironmentsSettings.class);
            return StepKinds.load(new Workshop(new FileObjectStore(scratch.resolve("objects")), outbound, settings.limits(),
                    config, scratch, metrics)).known();
        } finally {
            vertx.close();
            remove(scratch);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
