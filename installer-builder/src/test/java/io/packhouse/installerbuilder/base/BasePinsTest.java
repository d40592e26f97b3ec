package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BrokenBaseException;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BasePinsTest {

    @TempDir
    Path directory;
    private Folder folder;

    @BeforeEach
    void layOut() throws IOException {
        folder = new Folder(directory.resolve("bases"));
    }

    private BaseInstallers bases() {
        return new BaseInstallers(BaseSource.folder(folder.path), new FileObjectStore(directory.resolve("objects")),
                BaseLimits.DEFAULT, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    @Test
    void writesWhatSha256sumChecks() throws Exception {
        // given
        Tool.need("sha256sum");

        // when
        BasePins pins = BasePins.pin(folder.path, BaseLimits.DEFAULT);

        // then
        assertThat(pins.digests()).hasSize(4);
        assertThat(Tool.run(folder.path, "sha256sum", "--strict", "-c", BasePins.FILE_NAME).lines()).hasSize(4)
                .allMatch(line -> line.endsWith(": OK"));
        try (var files = Files.list(folder.path)) {
            assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
        }
    }

    @Test
    void pinnedBasesAreLoaded() throws Exception {
        // given
        BasePins.pin(folder.path, BaseLimits.DEFAULT);

        // when
        try (var bases = bases()) {
            bases.start();

            // then
            assertThat(bases.states()).allMatch(state -> state.refusal().isEmpty());
        }
    }

    @Test
    void anotherFileIsRefusedUntilItIsPinned() throws Exception {
        // given
        BasePins.pin(folder.path, BaseLimits.DEFAULT);
        try (var bases = bases()) {
            bases.start();
            var before = bases.snapshot().get(Platform.WINDOWS);

            // when: a good one, but not the pinned one
            folder.relink(Platform.WINDOWS, folder.first(Platform.ANDROID));
            bases.scan();
            bases.scan();

            // then
            assertThat(bases.snapshot().get(Platform.WINDOWS)).isSameAs(before);
            assertThat(refusals(bases)).containsExactly("seattle_win.zip has the SHA-256 "
                    + BasePins.pin(folder.path, BaseLimits.DEFAULT).digests().get("seattle_android.zip")
                    + ", but base-installers.sha256 says " + before.original().sha256());

            // when: pinned now, by the line above
            bases.scan();
            bases.scan();

            // then
            assertThat(refusals(bases)).isEmpty();
            assertThat(bases.snapshot().get(Platform.WINDOWS)).isNotSameAs(before);
        }
    }

    @Test
    void aFileThatIsNotNamedIsRefused() throws Exception {
        // given
        BasePins.pin(folder.path, BaseLimits.DEFAULT);
        Path pins = folder.path.resolve(BasePins.FILE_NAME);
        Files.write(pins, Files.readAllLines(pins).stream().filter(line -> !line.contains("linux")).toList());

        // when / then
        assertThatThrownBy(() -> bases().start()).hasMessageContaining("seattle_linux.tgz is not named in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "\n", "00  seattle_linux.tgz", "# a comment",
            "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789  seattle_linux.tgz",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  ../seattle_linux.tgz"})
    void whatIsNoFileOfPinsIsAnErrorAndNoPermission(String text) throws Exception {
        // given
        Files.writeString(folder.path.resolve(BasePins.FILE_NAME), text + "\n");

        // when / then
        assertThatThrownBy(() -> bases().start())
                .hasMessageContaining("seattle_linux.tgz cannot be checked: line 1 of base-installers.sha256 is not");
    }

    @Test
    void brokenBasesAreNotPinned() throws Exception {
        // given
        folder.relink(Platform.MAC, new byte[10]);

        // when / then
        assertThatThrownBy(() -> BasePins.pin(folder.path, BaseLimits.DEFAULT)).isInstanceOf(BrokenBaseException.class)
                .hasMessageStartingWith("seattle_mac.tgz cannot be unpacked");
        assertThat(folder.path.resolve(BasePins.FILE_NAME)).doesNotExist();
        assertThatThrownBy(() -> BasePins.pin(directory, BaseLimits.DEFAULT))
                .hasMessage("there is no base installer in " + directory);
    }

    private static java.util.List<String> refusals(BaseInstallers bases) {
        return bases.states().stream().flatMap(state -> state.refusal().stream()).toList();
    }
}
