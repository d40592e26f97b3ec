package io.packhouse.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests of {@link ChildJvm} run: it does what its first argument says. */
final class Program {

    private Program() {
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "echo" -> {
                System.out.println(
                        "out: " + arguments[1] + " " + System.getenv("GREETING") + " " + System.getProperty("color"));
                System.err.println("err: in " + Path.of("").toAbsolutePath().getFileName());
                System.exit(7);
            }
            case "count" -> {
                for (int i = 0;; i++) {
                    System.out.println("count " + i);
                    Thread.sleep(5);
                }
            }
            case "ports" -> {
                for (int i = 0; i < 100; i++) {
                    System.out.println("port " + FreePorts.next());
                }
                System.out.println("waiting");
                Thread.sleep(Long.MAX_VALUE);
            }
            case "wait" -> {
                System.out.println("waiting as " + ProcessHandle.current().pid());
                Thread.sleep(Long.MAX_VALUE);
            }
            case "parent" -> {
                var child = ChildJvm.of(Program.class).arguments("wait").start();
                Files.writeString(Path.of(arguments[1]), Long.toString(child.pid()), StandardCharsets.UTF_8);
                System.out.println(child.awaitLine("^waiting", java.time.Duration.ofSeconds(30)));
                Thread.sleep(Long.MAX_VALUE);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
