package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.packages.Revision;
import io.packhouse.packagestore.StoreHouse;
import io.packhouse.packagestore.TestPackages;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A process with a data directory that is killed in the middle of its work, again and again. */
@OnEveryKafka
class DataDirectoryKT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int FILES = 60;
    /** After so many files have gone from {@code upload/}, the process is killed. */
    private static final List<Integer> KILLS = List.of(5, 20, 40);

    @TempDir
    Path folder;

    private List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
        }
    }

    @Test
    void everyFileBecomesOnePackageWheneverTheProcessIsKilled(KafkaCluster cluster) throws Exception {
        // given
        Path data = folder.resolve("data");
        Path upload = Files.createDirectories(data.resolve("upload"));
        TestPackages packages = new TestPackages(Files.createDirectory(folder.resolve("scratch")));
        for (int i = 0; i < FILES; i++) {
            Files.move(packages.plain("p%02d".formatted(i), "1"), upload.resolve("file" + i));
        }
        List<String> all = IntStream.range(0, FILES).mapToObj("p%02d_all.ampkg"::formatted).toList();
        try (StoreHouse house = new StoreHouse(cluster.bootstrapServers(), folder.resolve("objects"))) {
            CatalogueView reader = house.reader();
            ChildJvm store = ChildJvm.of(StoreProgram.class).arguments(cluster.bootstrapServers(), house.prefix(),
                    folder.resolve("objects").toString(), data.toString());

            // when
            for (int gone : KILLS) {
                try (ChildProcess process = store.start()) {
                    await().atMost(SOON).pollInterval(Duration.ofMillis(5))
                            .until(() -> names(upload).size() <= FILES - gone);
                    process.kill9();
                }
            }

            // then: the next one takes over the lock, and ends what the others began
            try (ChildProcess process = store.start()) {
                process.awaitLine("the store is up", SOON);
                assertThat(Files.readAllLines(data.resolve(".lock"))).first().isEqualTo(Long.toString(process.pid()));
                await().atMost(SOON).untilAsserted(() -> assertThat(names(data.resolve(".packages"))).isEqualTo(all));
                assertThat(names(upload)).isEmpty();
                List<Revision> current = reader.askNow(catalogue -> catalogue.page(null, Integer.MAX_VALUE));
                assertThat(current).extracting(revision -> revision.facts().key().fileName()).isEqualTo(all);
                assertThat(current).extracting(Revision::number).containsOnly(1);
                for (Revision revision : current) {
                    assertThat(data.resolve(".packages").resolve(revision.facts().key().fileName()))
                            .hasSize(revision.facts().file().size());
                }
            }
        }
    }
}
