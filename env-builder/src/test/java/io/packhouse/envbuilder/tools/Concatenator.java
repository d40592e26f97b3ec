package io.packhouse.envbuilder.tools;

import java.io.IOException;

import io.packhouse.envbuilder.sandbox.Programs;

/** A program with a few tasks, as the processors of installers have them; its first argument says which. */
final class Concatenator {

    static final String NAME = "Concatenator";
    static final String SOURCE = """
            import java.net.*;
            import java.nio.file.*;
            import java.util.*;

            public class Concatenator {
                public static void main(String[] args) throws Exception {
                    System.out.println("does " + String.join(" ", args));
                    switch (args[0]) {
                        case "join" -> {
                            StringBuilder all = new StringBuilder();
                            for (String file : Arrays.asList(args).subList(2, args.length)) {
                                all.append(Files.readString(Path.of(file)));
                            }
                            Files.writeString(Path.of(args[1]), all.toString());
                        }
                        case "upper" -> Files.writeString(Path.of(args[1]), Extra.upper(Files.readString(Path.of(args[2]))));
                        case "write" -> {
                            Path file = Path.of(args[1]);
                            Files.createDirectories(file.getParent());
                            Files.writeString(file, args[2]);
                        }
                        case "replace" -> {
                            Files.delete(Path.of(args[1]));
                            Files.writeString(Path.of(args[1]), args[2]);
                        }
                        case "link" -> Files.createSymbolicLink(Path.of(args[1]), Path.of(args[2]));
                        case "swap" -> {
                            Files.delete(Path.of(args[1]));
                            Files.createSymbolicLink(Path.of(args[1]), Path.of(args[2]));
                        }
                        case "hang" -> Thread.sleep(1_000_000);
                        case "fail" -> {
                            System.err.println("the maps do not fit");
                            System.exit(1);
                        }
                        case "connect" -> new Socket("127.0.0.1", Integer.parseInt(args[1])).close();
                        default -> {
                        }
                    }
                }
            }

            class Extra {
                static String upper(String text) {
                    return text.toUpperCase(Locale.ROOT);
                }
            }
            """;

    private static byte[] jar = {};

    private Concatenator() {
    }

    /** Compiled once. */
    static synchronized byte[] jar() throws IOException {
        if (jar.length == 0) {
            jar = Programs.jar(NAME, SOURCE, true);
        }
        return jar;
    }
}
