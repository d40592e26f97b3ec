package io.packhouse.installerbuilder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.sample.SampleBases;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.health.Health;
import io.packhouse.platform.objects.FileObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The service as a process runs it: real files, its own threads. */
class InstallerBuilderIT {

    @TempDir
    Path directory;

    private InstallerBuilder service(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(Map.of("installers.key-pool", "2", "installers.rescan-interval", "20ms"));
        all.putAll(flags);
        var settings = Config.load(List.of(InstallersSettings.DEFAULTS), Optional.empty(), Map.of(), all)
                .section("installers", InstallersSettings.class);
        return new InstallerBuilder(settings, new FileObjectStore(directory.resolve("objects")),
                new SimpleMeterRegistry(), Clock.systemUTC());
    }

    @Test
    void startsWithTheSampleSetOutOfTheBox() throws Exception {
        // A folder of its own for temporary files: what processes that were killed left in the usual one is not looked at.
        String usual = System.getProperty("java.io.tmpdir");
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        System.setProperty("java.io.tmpdir", temporary.toString());
        try (var service = service(Map.of())) {
            // given
            var health = new Health();
            service.addTo(health);

            // when
            service.start();

            // then
            assertThat(service.bases().snapshot()).containsOnlyKeys(Platform.values());
            assertThat(health.ready().up()).isTrue();
            assertThat(service.handler().kind()).isEqualTo("installers");
            assertThat(temporary).isEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", usual);
        }
    }

    @Test
    void picksUpNewVersionsAndTellsOfBrokenOnesInItsHealth() throws Exception {
        // given
        Path folder = Files.createDirectory(directory.resolve("bases"));
        SampleBases.writeTo(folder);
        try (var service = service(
                Map.of("installers.base-dir", folder.toString(), "installers.reserved-public-key", "1 2"))) {
            var health = new Health();
            service.addTo(health);
            service.start();
            var first = service.bases().snapshot().get(Platform.WINDOWS);

            // when: the file of another platform, moved into place
            Path moved = Files.copy(folder.resolve("seattle_android.zip"), directory.resolve("new.zip"));
            Files.move(moved, folder.resolve("seattle_win.zip"), StandardCopyOption.ATOMIC_MOVE);

            // then
            await().until(() -> service.bases().snapshot().get(Platform.WINDOWS) != first);

            // when
            Files.write(folder.resolve("seattle_win.zip"), "broken".getBytes(UTF_8));

            // then: ready, but it says so
            await().untilAsserted(() -> assertThat(health.ready().checks().get("base-installers").detail())
                    .isEqualTo(
                            "the last good ones are in use: seattle_win.zip is no zip, or was cut off: it has no record of "
                                    + "its end"));
            assertThat(health.ready().up()).isTrue();
        }
    }

    @Test
    void refusesToStartOnAnEmptyFolder() throws Exception {
        // given
        Path folder = Files.createDirectory(directory.resolve("bases"));

        // when / then
        try (var service = service(
                Map.of("installers.base-dir", folder.toString(), "installers.reserved-public-key", "1 2"))) {
            assertThatThrownBy(service::start).isInstanceOf(FailureException.class)
                    .hasMessageStartingWith("Not every platform has a base installer")
                    .hasMessageContaining("seattle_mac.tgz is not there");
        }
    }
}
