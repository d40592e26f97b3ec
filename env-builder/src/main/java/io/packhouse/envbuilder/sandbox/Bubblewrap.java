package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Namespaces by {@code bwrap} from 0.8 on, which some systems allow where {@code unshare} may not. Threads are limited by
 * {@code RLIMIT_NPROC} alone, which does not count when this process is root.
 */
record Bubblewrap() implements Means {

    @Override
    public String title() {
        return "bwrap";
    }

    static boolean isThere() {
        return List.of("bwrap", "setpriv", "prlimit", "env", "sh").stream()
                .allMatch(program -> Means.find(program).isPresent());
    }

    @Override
    public List<String> command(Room room, JavaHome java, Limits limits, List<String> program) {
        var command = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-user", "--unshare-pid",
                "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--disable-userns", "--hostname",
                "sandbox",
                "--uid", "1000", "--gid", "1000", "--new-session", "--cap-drop", "ALL", "--clearenv", "--setenv", "LC_ALL",
                "C.UTF-8", "--setenv", "TZ", "UTC", "--ro-bind", "/usr",
                "/usr", "--proc", "/proc"));
        for (String top : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64")) {
            Path path = Path.of(top);
            if (Files.exists(path)) {
                bindTop(command, path);
            }
        }
        for (String node : List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")) {
            command.addAll(List.of("--dev-bind", node, node));
        }
        Unshare.readOnly(java).forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        command.addAll(List.of("--ro-bind", room.in().toString(), "/in", "--bind", room.out().toString(), "/out", "--bind",
                room.tmp().toString(), "/tmp", "--remount-ro", "/", "--chdir", "/out", "--", "/usr/bin/prlimit"));
        command.addAll(limits.system(Means.countsTasks()));
        command.addAll(List.of("--", "/usr/bin/env", "-u", "PWD"));
        command.addAll(program);
        return Mortal.command(command);
    }

    private static void bindTop(List<String> command, Path top) {
        if (Files.isSymbolicLink(top)) {
            try {
                command.addAll(List.of("--symlink", Files.readSymbolicLink(top).toString(), top.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            command.addAll(List.of("--ro-bind", top.toString(), top.toString()));
        }
    }
}
