package io.packhouse.envbuilder.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to run a program with nothing but its room. */
sealed interface Means permits Unshare, Bubblewrap, Unconfined {

    /** For operators. */
    String title();

    /** Whether the program sees its room as {@code /in}, {@code /out} and {@code /tmp}, and nothing else. */
    default boolean isConfined() {
        return true;
    }

    /**
     * The command that runs {@code program} with limits, and that ends, with everything that it started, when it is killed or
     * when the thread that started it ends.
     */
    List<String> command(Room room, JavaHome java, Limits limits, List<String> program);

    /** Where this machine has a program of the system. */
    static Optional<Path> find(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable).findFirst();
    }

    /**
     * Whether {@code RLIMIT_NPROC} counts the tasks of a user namespace instead of all of the user's on the machine, as it does
     * since Linux 5.14.
     */
    static boolean countsTasks() {
        String[] version = System.getProperty("os.version").split("[^0-9]+", 3);
        try {
            int major = Integer.parseInt(version[0]);
            return major > 5 || (major == 5 && Integer.parseInt(version[1]) >= 14);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }
}
