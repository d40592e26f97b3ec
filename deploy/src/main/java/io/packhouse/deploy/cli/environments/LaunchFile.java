package io.packhouse.deploy.cli.environments;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.GameArguments;
import io.packhouse.addonscript.documents.LaunchPatch;
import io.packhouse.contracts.Failure;

/** The argument file that {@code java} starts an installed environment with ({@code java @launch-client.args}). */
final class LaunchFile {

    private LaunchFile() {
    }

    /**
     * Writes it.
     *
     * @param patch
     *            what the builder said of the start
     * @param gameMainClass
     *            of the game itself, for environments that do not replace it; null when nothing is known of one
     * @param classPath
     *            the environment's libraries, then the game
     */
    static void write(Path file, LaunchPatch patch, @Nullable String gameMainClass, List<Path> classPath)
            throws IOException {
        String mainClass = patch.mainClass() == null || patch.mainClass().isEmpty() ? gameMainClass : patch.mainClass();
        if (mainClass == null) {
            throw new Failure(Failure.Code.INVALID_REQUEST,
                    "the environment leaves the main class to the game: give it with --main-class").exception();
        }
        List<String> arguments = new ArrayList<>(patch.jvmArguments());
        arguments.add("-cp");
        arguments.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        arguments.add(mainClass);
        GameArguments game = new GameArguments();
        game.apply(patch.arguments());
        arguments.addAll(game.asProcessArguments());
        Files.write(file, arguments.stream().map(LaunchFile::quoted).toList());
    }

    /** As the launcher reads its argument files (JDK, "java Command-Line Argument Files"). */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
