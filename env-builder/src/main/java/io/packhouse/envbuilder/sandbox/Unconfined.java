package io.packhouse.envbuilder.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * No sandbox: the limits that the system has for everybody, as far as this one has the programs for them. The program sees the
 * whole machine and the network.
 */
record Unconfined() implements Means {

    @Override
    public String title() {
        return "none";
    }

    @Override
    public boolean isConfined() {
        return false;
    }

    @Override
    public List<String> command(Room room, JavaHome java, Limits limits, List<String> program) {
        if (Means.find("setpriv").isEmpty() || Means.find("prlimit").isEmpty()) {
            return program;
        }
        var command = new ArrayList<>(List.of("prlimit"));
        command.addAll(limits.system(false));
        command.addAll(List.of("--", "env", "-u", "PATH", "-u", "PWD"));
        command.addAll(program);
        return Mortal.command(command);
    }
}
