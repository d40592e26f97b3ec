package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.InstallerBase;
import io.packhouse.platform.objects.ArtifactContent;
import io.packhouse.platform.objects.FileObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BaseInstallersTest {

    private static final byte[] INFO = "Percent 100\nOwner 1 2".getBytes(UTF_8);

    @TempDir
    Path directory;
    private Folder folder;
    private FileObjectStore store;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void layOut() throws IOException {
        folder = new Folder(directory.resolve("bases"));
        store = new FileObjectStore(directory.resolve("objects"));
    }

    private BaseInstallers started() {
        return started(BaseSource.folder(folder.path));
    }

    private BaseInstallers started(BaseSource source) {
        var bases = new BaseInstallers(source, store, BaseLimits.DEFAULT, registry, Clock.systemUTC());
        bases.start();
        return bases;
    }

    @Test
    void loadsEveryPlatformThroughItsLink() throws Exception {
        try (var bases = started()) {
            // when
            var snapshot = bases.snapshot();

            // then
            assertThat(snapshot).containsOnlyKeys(Platform.values());
            assertThat(bases.states()).allMatch(state -> state.sha256().isPresent() && state.refusal().isEmpty());
            assertThat(content(snapshot.get(Platform.WINDOWS))).isEqualTo(folder.first(Platform.WINDOWS));
            assertThat(registry.get("packhouse.bases.good").tag("platform", "linux").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void picksUpANewVersionWhenItHasSettledAndLeavesOldSnapshotsAlone() throws Exception {
        try (var bases = started()) {
            // given
            var before = bases.snapshot();
            folder.relink(Platform.LINUX, folder.first(Platform.LINUX));
            folder.relink(Platform.MAC, other());

            // when: seen once, not yet
            bases.scan();
            assertThat(bases.snapshot()).isEqualTo(before);
            bases.scan();

            // then
            var after = bases.snapshot();
            assertThat(after.get(Platform.MAC).original()).isNotEqualTo(before.get(Platform.MAC).original());
            assertThat(content(after.get(Platform.MAC))).isEqualTo(other());
            assertThat(after.get(Platform.LINUX)).as("same digest, same base").isSameAs(before.get(Platform.LINUX));
            assertThat(read(before.get(Platform.MAC).build(Platform.MAC, INFO, Instant.EPOCH))).isNotEmpty();
        }
    }

    @Test
    void waitsForAFileThatIsStillBeingCopied() throws Exception {
        try (var bases = started()) {
            // given: a copy that grows between every two looks
            byte[] whole = other();
            for (int length = 100; length < whole.length; length += 300) {
                folder.overwrite(Platform.LINUX, Arrays.copyOf(whole, length));
                bases.scan();
            }
            assertThat(bases.states()).allMatch(state -> state.refusal().isEmpty());

            // when
            folder.overwrite(Platform.LINUX, whole);
            bases.scan();
            bases.scan();

            // then
            assertThat(content(bases.snapshot().get(Platform.LINUX))).isEqualTo(whole);
        }
    }

    @Test
    void refusesABrokenOneOnceWithASentenceAndKeepsTheLastGood() throws Exception {
        try (var bases = started()) {
            // given
            InstallerBase good = bases.snapshot().get(Platform.LINUX);

            // when: a copy that stopped half way; many looks
            folder.overwrite(Platform.LINUX, Arrays.copyOf(folder.first(Platform.LINUX), 500));
            for (int i = 0; i < 5; i++) {
                bases.scan();
            }

            // then
            assertThat(bases.snapshot().get(Platform.LINUX)).isSameAs(good);
            assertThat(refusal(bases, Platform.LINUX)).get().asString().startsWith("seattle_linux.tgz cannot be unpacked: ");
            assertThat(registry.get("packhouse.bases.refused").tag("platform", "linux").counter().count()).isEqualTo(1);
            assertThat(registry.get("packhouse.bases.good").tag("platform", "linux").gauge().value()).isZero();
            assertThat(refusal(bases, Platform.MAC)).isEmpty();
        }
    }

    @Test
    void keepsTheLastGoodOverARestart() throws Exception {
        // given: two versions were good, then a broken one came, then the process ended
        byte[] second = other();
        try (var bases = started()) {
            folder.relink(Platform.LINUX, second);
            bases.scan();
            bases.scan();
            folder.relink(Platform.LINUX, "no base installer".getBytes(UTF_8));
            bases.scan();
            bases.scan();
        }

        // when
        try (var bases = started()) {

            // then
            assertThat(content(bases.snapshot().get(Platform.LINUX))).isEqualTo(second);
            assertThat(refusal(bases, Platform.LINUX)).isPresent();
            byte[] built = read(bases.snapshot().get(Platform.LINUX).build(Platform.LINUX, INFO, Instant.EPOCH));
            assertThat(built).isNotEmpty();
            assertThat(store.list("bases/linux/")).containsExactly("bases/linux/00000001", "bases/linux/00000002");
        }
    }

    @Test
    void remembersNothingTwice() {
        // when: three processes load the same set
        for (int i = 0; i < 3; i++) {
            started().close();
        }

        // then
        assertThat(store.list("bases/")).hasSize(4);
    }

    @Test
    void goesOnWithTheLastGoodWhenAFileIsTakenAwayAndTakesItBack() throws Exception {
        try (var bases = started()) {
            // given
            Path file = folder.path.resolve("seattle_win.zip");
            Path target = file.toRealPath();

            // when
            Files.delete(target);
            bases.scan();

            // then
            assertThat(bases.snapshot()).containsKey(Platform.WINDOWS);
            assertThat(refusal(bases, Platform.WINDOWS)).get().asString().startsWith("seattle_win.zip is not there");

            // when
            Files.write(target, folder.first(Platform.ANDROID));
            bases.scan();
            bases.scan();

            // then
            assertThat(content(bases.snapshot().get(Platform.WINDOWS))).isEqualTo(folder.first(Platform.ANDROID));
            assertThat(refusal(bases, Platform.WINDOWS)).isEmpty();
        }
    }

    @Test
    void doesNotStartWithoutABaseForEachPlatformAndSaysWhichAndWhy() throws Exception {
        // given
        folder.relink(Platform.MAC, new byte[0]);
        Files.delete(folder.path.resolve("seattle_android.zip"));

        // when / then
        assertThatThrownBy(this::started).isInstanceOf(FailureException.class)
                .hasMessageContaining("installers.base-dir is " + folder.path)
                .hasMessageContaining("seattle_mac.tgz cannot be unpacked")
                .hasMessageContaining("seattle_android.zip is not there: put it, or a symbolic link to it, at ");
    }

    @Test
    void neverTakesTheSampleSetForAnOperatorsOwn() throws Exception {
        // given: the sample set was good
        started(BaseSource.sample(folder.path)).close();
        Files.delete(folder.path.resolve("seattle_mac.tgz"));

        // when / then
        assertThatThrownBy(this::started).hasMessageContaining("seattle_mac.tgz is not there");
        started(BaseSource.sample(folder.path)).close();
    }

    @Test
    void preparesAgainWhenTheStoreLostWhatWasPrepared() throws Exception {
        // given: a store with the record, but without blobs
        started().close();
        try (var files = Files.walk(directory.resolve("objects/blobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        // when
        try (var bases = started()) {

            // then
            assertThat(content(bases.snapshot().get(Platform.LINUX))).isEqualTo(folder.first(Platform.LINUX));
        }
    }

    /** A base installer for tgz platforms other than the first: a second gzip member of nothing. */
    private byte[] other() throws IOException {
        byte[] first = folder.first(Platform.LINUX);
        var packed = new java.io.ByteArrayOutputStream();
        packed.writeBytes(first);
        new java.util.zip.GZIPOutputStream(packed).close();
        return packed.toByteArray();
    }

    private static Optional<String> refusal(BaseInstallers bases, Platform platform) {
        return bases.states().stream().filter(state -> state.platform() == platform).findFirst().orElseThrow().refusal();
    }

    private byte[] content(InstallerBase base) throws IOException {
        try (InputStream in = store.open(base.original().sha256(), 0, base.original().size())) {
            return in.readAllBytes();
        }
    }

    private byte[] read(Artifact artifact) throws IOException {
        try (InputStream in = new ArtifactContent(store).open(artifact)) {
            return in.readAllBytes();
        }
    }
}
