package io.packhouse.envbuilder.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands that do not outlive this process: the kernel kills them when the thread that started them is gone, even by
 * {@code kill -9}; one that was started when this process was gone already finds another parent, and ends at once.
 */
final class Mortal {

    private static final String UNLESS_ORPHAN = "[ \"$PPID\" = \"$1\" ] || exit 125; umask 022; shift; exec \"$@\"";

    private Mortal() {
    }

    static List<String> command(List<String> command) {
        var mortal = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--", "sh", "-c", UNLESS_ORPHAN, "sh",
                Long.toString(ProcessHandle.current().pid())));
        mortal.addAll(command);
        return List.copyOf(mortal);
    }
}
