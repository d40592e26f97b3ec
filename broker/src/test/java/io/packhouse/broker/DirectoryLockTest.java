package io.packhouse.broker;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class DirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void aSecondTakerIsToldWhoHoldsTheDirectory() {
        try (var held = DirectoryLock.take(directory)) {
            assertThat(held).isNotNull();
            assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> DirectoryLock.take(directory).close())
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid() + ", since ");
        }
    }

    @Test
    void isFreeAfterItWasGivenBackTwice() {
        var held = DirectoryLock.take(directory);
        held.close();
        held.close();

        assertThatNoException().isThrownBy(() -> DirectoryLock.take(directory).close());
    }

    @Test
    void makesTheDirectory() {
        var missing = directory.resolve("a/b");

        DirectoryLock.take(missing).close();

        assertThat(missing).isDirectory();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");

        assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> DirectoryLock.take(file).close())
                .withMessageContaining(file.toString());
    }
}
