package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Namespaces by {@code unshare} of util-linux, and a root that {@code confine.sh} builds of read-only mounts. The program is in
 * a pid namespace of its own: with the first process of it, which dies with {@code unshare}, all others die.
 */
record Unshare() implements Means {

    private static final String SCRIPT = script();

    @Override
    public String title() {
        return "unshare";
    }

    /** Whether all programs that it needs are there. */
    static boolean isThere() {
        return List.of("unshare", "setpriv", "prlimit", "pivot_root", "chroot", "mount", "umount", "env", "sh").stream()
                .allMatch(program -> Means.find(program).isPresent());
    }

    @Override
    public List<String> command(Room room, JavaHome java, Limits limits, List<String> program) {
        var command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "--pid", "--ipc", "--uts",
                "--net", "--fork", "--kill-child", "--", "sh", "-c", SCRIPT, "sh", room.root().toString(),
                Integer.toString(limits.threads())));
        readOnly(java).forEach(path -> command.addAll(List.of("ro", path.toString(), path.toString())));
        command.addAll(List.of("ro", room.in().toString(), "/in"));
        command.addAll(List.of("rw", room.out().toString(), "/out", "rw", room.tmp().toString(), "/tmp", "--"));
        command.addAll(limits.system(Means.countsTasks()));
        command.add("--");
        command.addAll(program);
        return Mortal.command(command);
    }

    /** What Java needs that is not under {@code /usr}. */
    static List<Path> readOnly(JavaHome java) {
        var paths = new ArrayList<Path>();
        paths.add(java.directory());
        paths.addAll(java.elsewhere());
        paths.add(Path.of("/etc/ld.so.cache"));
        return paths.stream().filter(path -> !path.startsWith("/usr") && path.toFile().exists()).toList();
    }

    private static String script() {
        try (InputStream in = Unshare.class.getResourceAsStream("confine.sh")) {
            if (in == null) {
                throw new IllegalStateException("confine.sh is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
