package io.packhouse.packagestore.directory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildJvm;
import io.packhouse.testkit.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lock of a data directory that another process holds, until it is killed. */
class DirectoryLockIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void isHeldUntilItsProcessIsKilledAndThenTakenOver() throws Exception {
        try (ChildProcess holder = ChildJvm.of(LockHolder.class).arguments(folder.toString()).start()) {
            holder.awaitLine("^locked ", SOON);

            assertThatThrownBy(() -> DirectoryLock.take(folder)).hasMessage("could not lock the data directory " + folder
                    + " - there is an existing .lock file (belonging to pid " + holder.pid() + ")");

            holder.kill9();
        }
        assertThat(folder.resolve(".lock")).exists();
        DirectoryLock.take(folder).close();
    }

    /** A container that is started again has the same process ids, and one that is made anew has another name. */
    @Test
    void isTakenOverWhateverTheMachineIsCalledNow() throws Exception {
        String program = LockText.own().program();
        Files.writeString(folder.resolve(".lock"), "1\n" + program + "\nformer-container\n");

        DirectoryLock.take(folder).close();
    }

    @Test
    void aFrozenProcessHoldsIt() throws Exception {
        try (ChildProcess holder = ChildJvm.of(LockHolder.class).arguments(folder.toString()).start()) {
            holder.awaitLine("^locked ", SOON);
            holder.freeze();

            assertThatThrownBy(() -> DirectoryLock.take(folder)).hasMessageContaining("pid " + holder.pid());
        }
    }
}
