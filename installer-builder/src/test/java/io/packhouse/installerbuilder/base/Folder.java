package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.sample.SampleBases;

/** A folder with base installers, as an operator keeps it: real files in {@code versions}, symbolic links to them. */
final class Folder {

    private static final AtomicLong SECONDS = new AtomicLong(1_700_000_000);

    final Path path;
    private int versions;

    Folder(Path path) throws IOException {
        this.path = Files.createDirectories(path);
        Path first = Files.createDirectories(path.resolve("versions/0"));
        SampleBases.writeTo(first);
        for (Platform platform : Platform.values()) {
            Files.createSymbolicLink(path.resolve(platform.fileName()), first.resolve(platform.fileName()));
        }
    }

    byte[] first(Platform platform) throws IOException {
        return Files.readAllBytes(path.resolve("versions/0").resolve(platform.fileName()));
    }

    /** Puts new content behind a platform's link, by turning the link. */
    void relink(Platform platform, byte[] content) throws IOException {
        Path version = Files.createDirectories(path.resolve("versions/" + ++versions)).resolve(platform.fileName());
        Files.write(version, content);
        Files.deleteIfExists(path.resolve("link"));
        Path link = Files.createSymbolicLink(path.resolve("link"), version);
        Files.move(link, path.resolve(platform.fileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes into a platform's file in place, with a time of its own, however coarse the clock of the file system is. */
    void overwrite(Platform platform, byte[] content) throws IOException {
        Path file = path.resolve(platform.fileName()).toRealPath();
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(SECONDS.incrementAndGet())));
    }
}
