package io.packhouse.envbuilder.sandbox;

/** A program that tries what its first argument says. */
final class Attacks {

    static final String SOURCE = """
            import java.io.*;
            import java.net.*;
            import java.nio.ByteBuffer;
            import java.nio.file.*;
            import java.util.*;

            public class Attacks {
                public static void main(String[] args) throws Exception {
                    if (!args[0].equals("each")) {
                        attack(args);
                        return;
                    }
                    for (String attack : Arrays.asList(args).subList(1, args.length)) {
                        try {
                            attack(attack.split(" "));
                            System.out.println(attack + ": POSSIBLE");
                        } catch (Exception e) {
                            System.out.println(attack + ": " + e);
                        }
                    }
                }

                private static void attack(String[] args) throws Exception {
                    switch (args[0]) {
                        case "connect" -> new Socket("127.0.0.1", Integer.parseInt(args[1])).close();
                        case "read" -> System.out.println(Files.readString(Path.of(args[1])));
                        case "write" -> Files.writeString(Path.of(args[1]), "changed");
                        case "append" -> Files.writeString(Path.of(args[1]), "more", StandardOpenOption.APPEND);
                        case "environment" -> {
                            try (var all = Files.list(Path.of("/"))) {
                                System.out.println(all.sorted().toList());
                            }
                            System.out.println(ProcessHandle.allProcesses().count() <= 5);
                            System.out.println(new TreeMap<>(System.getenv()));
                            System.out.println(TimeZone.getDefault().getID() + " " + Locale.getDefault() + " "
                                    + java.nio.charset.Charset.defaultCharset());
                            Files.writeString(Path.of("mask"), "x");
                        }
                        case "flood" -> {
                            byte[] line = (("x").repeat(99) + "\\n").getBytes();
                            for (int i = 0; i < 100_000; i++) {
                                (i % 2 == 0 ? System.out : System.err).write(line);
                            }
                            System.out.println("the end");
                        }
                        case "heap" -> {
                            List<byte[]> all = new ArrayList<>();
                            while (true) {
                                all.add(new byte[1 << 20]);
                            }
                        }
                        case "direct" -> {
                            List<ByteBuffer> all = new ArrayList<>();
                            while (true) {
                                all.add(ByteBuffer.allocateDirect(1 << 20));
                            }
                        }
                        case "threads" -> {
                            int started = 0;
                            try {
                                for (; started < 5000; started++) {
                                    Thread thread = new Thread(() -> {
                                        try {
                                            Thread.sleep(100_000);
                                        } catch (InterruptedException e) {
                                        }
                                    });
                                    thread.setDaemon(true);
                                    thread.start();
                                }
                            } finally {
                                Files.writeString(Path.of("started"), "" + started);
                            }
                        }
                        case "processes-without-end" -> {
                            int started = 0;
                            try {
                                for (; started < 2000; started++) {
                                    new ProcessBuilder("/usr/bin/sleep", args[1]).start();
                                }
                            } finally {
                                Files.writeString(Path.of("started"), "" + started);
                            }
                        }
                        case "spin" -> {
                            while (true) {
                            }
                        }
                        case "sleep" -> {
                            new ProcessBuilder("/usr/bin/sleep", args[1]).start();
                            Thread.sleep(1_000_000);
                        }
                        case "file" -> {
                            try (OutputStream out = new FileOutputStream("big")) {
                                while (true) {
                                    out.write(new byte[1 << 20]);
                                }
                            }
                        }
                        case "many-files" -> {
                            for (int i = 0;; i++) {
                                Files.createFile(Path.of("f" + i));
                            }
                        }
                        case "disk" -> {
                            for (int i = 0;; i++) {
                                Files.write(Path.of(i % 2 == 0 ? "f" + i : "/tmp/f" + i), new byte[1 << 20]);
                            }
                        }
                        case "escape" -> {
                            for (String command : args[1].split(";")) {
                                Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
                                process.getInputStream().readAllBytes();
                                System.out.println(command + ": " + (process.waitFor() == 0 ? "POSSIBLE" : "refused"));
                            }
                        }
                        default -> System.exit(Integer.parseInt(args[0]));
                    }
                }
            }
            """;

    private Attacks() {
    }
}
