package io.packhouse.testkit;

import java.util.Arrays;

/** The first steps of a {@link ChildJvm}: binds its life to that of its parent, and goes on with the wanted program. */
final class ChildMain {

    private ChildMain() {
    }

    /**
     * @param arguments
     *            the parent's process id, the class to run, and its arguments
     */
    public static void main(String[] arguments) throws Exception {
        var parent = ProcessHandle.of(Long.parseLong(arguments[0]));
        if (parent.isEmpty()) {
            Runtime.getRuntime().halt(1);
        }
        var _ = parent.orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        var main = Class.forName(arguments[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }
}
