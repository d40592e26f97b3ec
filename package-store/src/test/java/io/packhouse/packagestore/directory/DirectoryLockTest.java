package io.packhouse.packagestore.directory;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lock of a data directory within one process; {@link DirectoryLockIT} has several. */
class DirectoryLockTest {

    private static final String OWN = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    @Test
    void makesTheDirectoryAndSaysWhoHoldsItWhileItDoes() throws Exception {
        Path data = folder.resolve("a").resolve("b");

        try (DirectoryLock lock = DirectoryLock.take(data)) {
            assertThat(lock.directory()).isEqualTo(data.toRealPath());
            assertThat(Files.readAllLines(data.resolve(".lock"))).first().isEqualTo(OWN);
        }

        assertThat(data.resolve(".lock")).doesNotExist();
        DirectoryLock.take(data).close();
    }

    @Test
    void isHeldByOneOnly() throws Exception {
        try (DirectoryLock lock = DirectoryLock.take(folder)) {
            assertThat(lock.directory()).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.take(folder)).isInstanceOfSatisfying(FailureException.class,
                    e -> assertThat(e.failure()).isEqualTo(new Failure(Failure.Code.CONFLICT,
                            "could not lock the data directory " + folder
                                    + " - there is an existing .lock file (belonging to pid " + OWN + ")")));
        }
    }

    @Test
    void takesOverWhatADeadProcessOfTheOriginalLeft() throws Exception {
        Files.writeString(folder.resolve(".lock"), "4194305\nappman-package-server\n" + LockText.own().host() + "\n");

        DirectoryLock.take(folder).close();
    }

    @Test
    void leavesALiveProcessOfTheOriginalItsLock() throws Exception {
        long init = 1;
        Files.writeString(folder.resolve(".lock"), init + "\nappman-package-server\n" + LockText.own().host() + "\n");

        assertThatThrownBy(() -> DirectoryLock.take(folder)).hasMessageContaining("(belonging to pid 1)");
        assertThat(folder.resolve(".lock")).exists();
    }

    @Test
    void leavesTheOriginalOnAnotherMachineItsLock() throws Exception {
        Files.writeString(folder.resolve(".lock"), "4194305\nappman-package-server\nelsewhere\n");

        assertThatThrownBy(() -> DirectoryLock.take(folder)).hasMessageContaining("(belonging to pid 4194305)");
    }

    @Test
    void takesOverAnEmptyFileAndGarbage() throws Exception {
        Files.createFile(folder.resolve(".lock"));
        DirectoryLock.take(folder).close();
        Files.write(folder.resolve(".lock"), new byte[]{0, 1, (byte) 0xff, '\n', '\n'});
        DirectoryLock.take(folder).close();
    }

    @Test
    void mayBeGivenBackTwice() throws Exception {
        DirectoryLock lock = DirectoryLock.take(folder);
        lock.close();
        DirectoryLock next = DirectoryLock.take(folder);
        lock.close();

        assertThat(folder.resolve(".lock")).exists();
        next.close();
    }
}
