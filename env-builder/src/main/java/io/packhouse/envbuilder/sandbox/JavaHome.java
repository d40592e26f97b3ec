package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Java that runs programs.
 *
 * @param directory
 *            without links in its path
 * @param feature
 *            its version, such as 25
 * @param elsewhere
 *            files and directories that links within it lead to: distributions keep its configuration under {@code /etc}
 */
public record JavaHome(Path directory, int feature, List<Path> elsewhere) {

    private static final int DEPTH = 4;

    public JavaHome {
        elsewhere = List.copyOf(elsewhere);
    }

    /** The one that runs this process. */
    public static JavaHome ours() {
        try {
            Path home = Path.of(System.getProperty("java.home")).toRealPath();
            return new JavaHome(home, Runtime.version().feature(), elsewhere(home));
        } catch (IOException e) {
            throw new UncheckedIOException("the Java that runs this cannot be looked at", e);
        }
    }

    /**
     * The one in {@code directory}.
     *
     * @throws IllegalArgumentException
     *             when there is none; the message is a sentence
     */
    public static JavaHome of(Path directory) {
        try {
            Path home = directory.toRealPath();
            if (!Files.isExecutable(home.resolve("bin/java"))) {
                throw new IllegalArgumentException("there is no Java in " + directory + ": it has no bin/java");
            }
            return new JavaHome(home, feature(home), elsewhere(home));
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("there is no Java in " + directory + ", or it does not say its version", e);
        }
    }

    /** The program. */
    public Path program() {
        return directory.resolve("bin/java");
    }

    private static int feature(Path home) throws IOException {
        var release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Integer.parseInt((version.startsWith("1.") ? version.substring(2) : version).split("[^0-9]", 2)[0]);
    }

    private static List<Path> elsewhere(Path home) throws IOException {
        var targets = new TreeSet<Path>();
        try (Stream<Path> paths = Files.walk(home, DEPTH)) {
            for (Path link : paths.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(link) && !link.toRealPath().startsWith(home)) {
                    targets.add(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
                }
            }
        }
        return List.copyOf(targets);
    }
}
