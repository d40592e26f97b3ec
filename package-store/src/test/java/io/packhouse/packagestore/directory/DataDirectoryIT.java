package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.FailureException;
import io.packhouse.packagestore.StoreHouse;
import io.packhouse.packagestore.StoreHouse.RunningStore;
import io.packhouse.packagestore.TestDeveloper;
import io.packhouse.packagestore.TestPackages;
import io.packhouse.packagestore.catalogue.CatalogueView;
import io.packhouse.packagestore.directory.DirectoryReport.Place;
import io.packhouse.testkit.Directories;
import io.packhouse.testkit.KafkaCluster;
import io.packhouse.testkit.OnEveryKafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A data directory with real files, a real log, and people who do what people do. */
@OnEveryKafka
class DataDirectoryIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private Path data;
    private String bootstrap;
    private StoreHouse house;
    private TestPackages packages;
    private CatalogueView reader;
    private HeardReport report = new HeardReport();

    @BeforeEach
    void open(KafkaCluster cluster) throws IOException {
        data = folder.resolve("data");
        bootstrap = cluster.bootstrapServers();
        house = new StoreHouse(bootstrap, folder.resolve("objects"));
        packages = new TestPackages(Files.createDirectory(folder.resolve("scratch")));
        reader = house.reader();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private RunningStore start(String... flags) throws Exception {
        report = new HeardReport();
        Map<String, String> all = new HashMap<>(Map.of("packages.data-dir", data.toString()));
        for (int i = 0; i < flags.length; i += 2) {
            all.put(flags[i], flags[i + 1]);
        }
        return house.store(all, report);
    }

    /** Brings a file into the directory by a rename, as careful people do. */
    private void drop(String place, Path file) throws IOException {
        Path whole = Files.copy(file, folder.resolve("moved"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, data.resolve(place), StandardCopyOption.ATOMIC_MOVE);
    }

    private void told(String line) {
        await().atMost(SOON).untilAsserted(() -> assertThat(report.lines()).contains(line));
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void lie(String... mirrored) {
        await().atMost(SOON).untilAsserted(() -> assertThat(names(".packages")).filteredOn(name -> !name.startsWith("."))
                .containsExactly(mirrored));
    }

    private List<String> catalogue() throws InterruptedException {
        return reader.askNow(catalogue -> catalogue.page(null, Integer.MAX_VALUE)).stream()
                .map(revision -> revision.facts().key().fileName() + " " + revision.facts().version()).toList();
    }

    @Test
    void whatIsDroppedIsUploadedAndWhatIsNamedIsRemoved() throws Exception {
        // given
        RunningStore store = start();
        Path hello = packages.plain("hello", "1");
        assertThat(report.groups()).containsExactly("PACKAGES data-directory", "PACKAGES ends 0");

        // when / then: uploads, under any name
        drop("upload/any name at all", hello);
        told("UPLOAD Added hello_all.ampkg");
        drop("upload/hello", packages.plain("hello", "2"));
        told("UPLOAD Updated hello_all.ampkg");
        drop("upload/hello", packages.linux("hello", "1"));
        told("UPLOAD Added hello_linux_x86_64.ampkg");
        drop("upload/again", packages.linux("hello", "1"));
        told("UPLOAD Unchanged hello_linux_x86_64.ampkg");
        lie("hello_all.ampkg", "hello_linux_x86_64.ampkg");
        assertThat(data.resolve(".packages/hello_linux_x86_64.ampkg"))
                .hasSameBinaryContentAs(packages.linux("hello", "1"));
        await().atMost(SOON).until(() -> names("upload").isEmpty());

        // when / then: a bad one does not stand in the way of a good one, and goes after a while
        Files.createDirectory(data.resolve("upload/folder"));
        Files.copy(hello, data.resolve("upload/.hidden"));
        drop("upload/a-bad", Files.writeString(folder.resolve("text"), "no package"));
        drop("upload/b-good", packages.plain("good", "1"));
        told("UPLOAD Added good_all.ampkg");
        told("UPLOAD Failed a-bad: wrong package format");
        await().atMost(SOON).untilAsserted(() -> assertThat(names("upload")).containsExactly(".hidden", "folder"));

        // when / then: the directory is made anew
        Directories.delete(data.resolve("upload"));
        Files.createDirectory(data.resolve("upload"));
        drop("upload/new", packages.plain("new", "1"));
        told("UPLOAD Added new_all.ampkg");

        // when / then: removals
        Files.createFile(data.resolve("remove/hello_all.ampkg"));
        told("REMOVE Removed hello_all.ampkg");
        Files.createFile(data.resolve("remove/nothing"));
        told("REMOVE NoMatch nothing ");
        lie("good_all.ampkg", "hello_linux_x86_64.ampkg", "new_all.ampkg");
        await().atMost(SOON).until(() -> names("remove").isEmpty());

        // when / then: what others do is told and mirrored
        house.upload(packages.plain("web", "1"));
        told("HTTP_UPLOAD Added web_all.ampkg");
        house.upload(Files.writeString(folder.resolve("half"), "\u001f\u008b half", ISO_8859_1));
        await().atMost(SOON).untilAsserted(() -> assertThat(report.lines(Place.HTTP_UPLOAD)).last().asString()
                .startsWith("HTTP_UPLOAD Failed upload: "));
        house.remove("good", null);
        told("HTTP_REMOVE Removed good_all.ampkg");
        house.remove("good", null);
        told("HTTP_REMOVE NoMatch good <any>");
        lie("hello_linux_x86_64.ampkg", "new_all.ampkg", "web_all.ampkg");
        assertThat(report.groups()).contains("HTTP_UPLOAD test", "UPLOAD data-directory");
        assertThat(store.isReady()).isTrue();

        // and: nobody else gets it
        assertThatThrownBy(this::start).isInstanceOf(FailureException.class)
                .hasMessageContaining("(belonging to pid " + ProcessHandle.current().pid() + ")");
        store.close();
        assertThat(data.resolve(".lock")).doesNotExist();
    }

    /** Elsewhere nobody knows who has a file open, and only {@code patience} helps. */
    @EnabledOnOs(OS.LINUX)
    @Test
    void aFileThatIsStillCopiedIsWaitedFor() throws Exception {
        // given
        start("packages.directory.patience", "300ms");
        byte[] whole = Files.readAllBytes(packages.make("hello", "1", Map.of("noise", noise(200_000))));

        // when: it comes slowly, and stops in between for longer than a file has to rest, and than a bad one is left
        try (OutputStream out = Files.newOutputStream(data.resolve("upload/hello"))) {
            for (int at = 0; at < whole.length; at += whole.length / 4 + 1) {
                out.write(whole, at, Math.min(whole.length - at, whole.length / 4 + 1));
                out.flush();
                await().pollDelay(Duration.ofMillis(at == 0 ? 1500 : 50)).until(() -> true);
            }
        }

        // then
        told("UPLOAD Added hello_all.ampkg");
        assertThat(report.lines(Place.UPLOAD)).hasSize(1);
        await().atMost(SOON).until(() -> names("upload").isEmpty());
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatHappenedWhileNobodyLookedIsFoundAtTheStart() throws Exception {
        // given
        Path mine = packages.plain("mine", "1");
        try (RunningStore store = start()) {
            for (String id : List.of("deleted", "kept", "removed", "updated", "changed")) {
                drop("upload/" + id, packages.plain(id, "1"));
                told("UPLOAD Added " + id + "_all.ampkg");
            }
            lie("changed_all.ampkg", "deleted_all.ampkg", "kept_all.ampkg", "removed_all.ampkg", "updated_all.ampkg");
            assertThat(store.isReady()).isTrue();
        }

        // when: people have files come and go, and others have packages come and go
        Files.delete(data.resolve(".packages/deleted_all.ampkg"));
        drop(".packages/mine_all.ampkg", mine);
        drop(".packages/changed_all.ampkg", packages.plain("changed", "2"));
        drop(".packages/wrong.ampkg", packages.plain("named", "1"));
        Files.writeString(data.resolve(".packages/bad_all.ampkg"), "no package");
        Files.writeString(data.resolve(".packages/.hidden"), "no package");
        drop("upload/late", packages.plain("late", "1"));
        Files.createFile(data.resolve("remove/kept_all"));
        try (RunningStore elsewhere = house.store(Map.of(), DirectoryReport.LOG)) {
            reader.await(house.remove("removed", null));
            reader.await(house.upload(packages.plain("updated", "2")));
            reader.await(house.upload(packages.plain("web", "1")));
            assertThat(elsewhere.isReady()).isTrue();
        }
        try (RunningStore store = start()) {
            // then
            assertThat(report.lines(Place.PACKAGES)).containsExactly("PACKAGES Skipped bad_all.ampkg: wrong package format",
                    "PACKAGES Added changed_all.ampkg", "PACKAGES Added kept_all.ampkg", "PACKAGES Added mine_all.ampkg",
                    "PACKAGES Added updated_all.ampkg",
                    "PACKAGES Skipped wrong.ampkg: invalid package name: expected named_all.ampkg, found wrong.ampkg",
                    "PACKAGES Removed deleted_all.ampkg", "PACKAGES Added web_all.ampkg");
            assertThat(report.lines()).contains("UPLOAD Added late_all.ampkg", "REMOVE Removed kept_all.ampkg");
            assertThat(catalogue()).containsExactly("changed_all.ampkg 2", "late_all.ampkg 1", "mine_all.ampkg 1",
                    "updated_all.ampkg 2", "web_all.ampkg 1");
            lie("bad_all.ampkg", "changed_all.ampkg", "late_all.ampkg", "mine_all.ampkg", "updated_all.ampkg",
                    "web_all.ampkg", "wrong.ampkg");
            assertThat(data.resolve(".packages/.hidden")).exists();

            // when: what was skipped is uploaded
            Path bad = packages.plain("bad", "1");
            drop("upload/bad", bad);

            // then: it is replaced
            told("UPLOAD Added bad_all.ampkg");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(data.resolve(".packages/bad_all.ampkg")).hasSameBinaryContentAs(bad));
            assertThat(store.isReady()).isTrue();
        }

        // when: the catalogue is lost, and the files are all that is left
        try (StoreHouse anew = new StoreHouse(bootstrap, folder.resolve("other-objects"))) {
            HeardReport last = new HeardReport();
            anew.store(Map.of("packages.data-dir", data.toString()), last);

            // then
            assertThat(last.lines(Place.PACKAGES)).filteredOn(line -> line.contains(" Added "))
                    .containsExactly("PACKAGES Added bad_all.ampkg", "PACKAGES Added changed_all.ampkg",
                            "PACKAGES Added late_all.ampkg", "PACKAGES Added mine_all.ampkg",
                            "PACKAGES Added updated_all.ampkg", "PACKAGES Added web_all.ampkg");
        }
    }

    @Test
    void whoeverIsTrustedLaterCountsAtTheNextStart() throws Exception {
        // given
        TestDeveloper developer = new TestDeveloper("dev");
        Path plain = packages.plain("plain", "1");
        try (RunningStore store = start()) {
            drop("upload/plain", plain);
            drop("upload/signed", packages.signed(packages.plain("signed", "1"), developer));
            told("UPLOAD Added plain_all.ampkg");
            told("UPLOAD Added signed_all.ampkg");
            lie("plain_all.ampkg", "signed_all.ampkg");
            assertThat(store.isReady()).isTrue();
        }

        // when
        try (RunningStore strict = start("packages.developer-ca", developer.pem(folder).toString())) {
            // then: the file stays, the package does not
            assertThat(report.lines()).containsExactly("PACKAGES Skipped plain_all.ampkg: no developer signature",
                    "PACKAGES Added signed_all.ampkg");
            assertThat(catalogue()).containsExactly("signed_all.ampkg 1");
            drop("upload/plain", plain);
            told("UPLOAD Failed plain: no developer signature");
            assertThat(strict.isReady()).isTrue();
            assertThat(data.resolve(".packages/plain_all.ampkg")).hasSameBinaryContentAs(plain);
        }

        // when
        start();

        // then
        assertThat(report.lines()).containsExactly("PACKAGES Added plain_all.ampkg", "PACKAGES Added signed_all.ampkg");
        assertThat(catalogue()).containsExactly("plain_all.ampkg 1", "signed_all.ampkg 1");
    }
}
