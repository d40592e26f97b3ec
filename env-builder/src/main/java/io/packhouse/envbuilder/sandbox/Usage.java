package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** How much a program has written: looked at while it runs, so files may come and go. Follows no link. */
final class Usage extends SimpleFileVisitor<Path> {

    private static final int DEPTH = 64;

    private final Limits limits;
    private final Path top;
    private long bytes;
    private int files;
    private boolean isTooDeep;

    private Usage(Limits limits, Path top) {
        this.limits = limits;
        this.top = top;
    }

    /** In a sentence, which limit the directories are beyond, or empty. */
    static Optional<String> beyond(Limits limits, Path... directories) {
        long bytes = 0;
        int files = 0;
        for (Path directory : directories) {
            var usage = new Usage(limits, directory);
            try {
                Files.walkFileTree(directory, Set.of(), DEPTH + 1, usage);
            } catch (IOException e) {
                return Optional.of("its files cannot be looked at (" + e + ")");
            }
            bytes += usage.bytes;
            files += usage.files;
            if (usage.isTooDeep) {
                return Optional.of("it nested directories more than " + DEPTH + " deep");
            }
        }
        if (files > limits.files()) {
            return Optional.of("it made more than " + limits.files() + " files (environments.tools-limits.files)");
        }
        return bytes > limits.output().bytes()
                ? Optional.of("it wrote more than " + limits.output() + " (environments.tools-limits.output)")
                : Optional.empty();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        files += directory.equals(top) ? 0 : 1;
        isTooDeep |= directory.getNameCount() - top.getNameCount() > DEPTH;
        return goOn();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files++;
        bytes += attributes.size();
        isTooDeep |= file.getNameCount() - top.getNameCount() > DEPTH;
        return goOn();
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        files++;
        return goOn();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
        return goOn();
    }

    private FileVisitResult goOn() {
        return isTooDeep || files > limits.files() || bytes > limits.output().bytes()
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
    }
}
