package io.packhouse.installerbuilder.base;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.PreparedBase;
import io.packhouse.installerbuilder.archive.PreparedBase.Extent;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class GoodBasesTest {

    @TempDir
    Path directory;
    private FileObjectStore store;

    @BeforeEach
    void open() {
        store = new FileObjectStore(directory);
    }

    @Test
    void processesThatLoadTheSameRememberItOnce() {
        // when: sixteen at once
        try (var processes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                processes.execute(() -> of("folder").add(Platform.WINDOWS, zip("a")));
            }
        }

        // then
        assertThat(store.list("bases/windows/")).containsExactly("bases/windows/00000001");
        assertThat(last("folder", Platform.WINDOWS)).contains(zip("a").original());
    }

    @Test
    void theHighestNumberOfTheSameSourceIsTheLast() {
        // given
        of("folder").add(Platform.MAC, zip("a"));
        of("folder").add(Platform.MAC, zip("b"));
        of("sample").add(Platform.MAC, zip("c"));

        // when / then
        assertThat(last("folder", Platform.MAC)).contains(zip("b").original());
        assertThat(last("sample", Platform.MAC)).contains(zip("c").original());
        assertThat(of("folder").last(Platform.LINUX)).isEmpty();
        assertThat(store.list("bases/mac/")).containsExactly("bases/mac/00000001", "bases/mac/00000002",
                "bases/mac/00000003");
    }

    private GoodBases of(String source) {
        return new GoodBases(store, source, Clock.systemUTC());
    }

    private Optional<BlobRef> last(String source, Platform platform) {
        return of(source).last(platform).map(PreparedBase::original);
    }

    private static PreparedBase zip(String digit) {
        return new PreparedBase.Zip(new BlobRef(digit.repeat(64), 100), new Extent(50, 28), new Extent(50, 0), 1,
                new byte[0]);
    }
}
