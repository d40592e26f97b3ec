package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a lock file says of its owner, in the lines of the original: process id, program, host.
 *
 * @param pid
 *            digits; empty when no process is named
 * @param program
 *            the file name of the executable
 */
record LockText(String pid, String program, String host) {

    private static final int LONGEST = 4096;

    /** Of this process. */
    static LockText own() {
        ProcessHandle self = ProcessHandle.current();
        String program = self.info().command().map(command -> Folder.name(Path.of(command))).orElse("java");
        return new LockText(Long.toString(self.pid()), program, ownHost());
    }

    private static String ownHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static LockText read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST));
        channel.read(bytes, 0);
        return parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }

    static LockText parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        String pid = line(lines, 0);
        return new LockText(pid.matches("[0-9]{1,18}") ? pid : "", line(lines, 1), line(lines, 2));
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }

    String text() {
        return pid + "\n" + program + "\n" + host + "\n";
    }

    /**
     * Whether somebody else's process may be alive that wrote this and holds no lock of the operating system: the original. What our
     * own program wrote is dead when the system's lock is free, and what names no process is nobody's.
     */
    boolean isHeldOtherwise() {
        LockText own = own();
        if (pid.isEmpty() || program.equals(own.program)) {
            return false;
        }
        // Nobody can look at another machine's processes.
        return !host.equals(own.host) || ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }
}
