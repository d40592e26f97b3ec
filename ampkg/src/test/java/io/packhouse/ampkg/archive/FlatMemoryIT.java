package io.packhouse.ampkg.archive;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.ChildJvm;

import static org.assertj.core.api.Assertions.assertThat;

/** Packages of any size are read, prepared and refused in a JVM that could hold none of them. */
class FlatMemoryIT {

    @Test
    void largePackagesNeedNoMemory(@TempDir Path directory) throws Exception {
        try (var child = ChildJvm.of(LargePackages.class).options("-Xmx24m", "-XX:MaxDirectMemorySize=8m",
                // Digests are fast only when they are compiled well.
                "-XX:TieredStopAtLevel=4").arguments(directory.toString()).start()) {
            int status = child.awaitExit(Duration.ofSeconds(60));

            assertThat(status).as(child.output()).isZero();
            assertThat(child.lines()).containsExactly(
                    "300 MiB of zeroes: read, 2 entries, 314572909 bytes",
                    "1 GB of zeroes: the package is too large when unpacked: more than the 805306368 bytes allowed",
                    "50,000 long names: read, 50000 entries, 50108 bytes",
                    "100,000 entries: the package has more entries than the 50000 allowed");
        }
    }
}
