package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BasePreparation;
import io.packhouse.installerbuilder.archive.BrokenBaseException;

/**
 * The digests that base installers must have: an optional file beside them, in the form of {@code sha256sum}. Where it lies,
 * a base installer that it does not name, or names with another digest, is refused.
 *
 * @param digests
 *            SHA-256 by file name
 */
public record BasePins(Map<String, String> digests) {

    /** The name of the file; {@code sha256sum -c base-installers.sha256} checks it, too. */
    public static final String FILE_NAME = "base-installers.sha256";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([^/]+)");
    private static final long SIZE_LIMIT = 64 * 1024;

    public BasePins {
        digests = Map.copyOf(digests);
    }

    /**
     * Reads the pins of a folder; empty when it has none.
     *
     * @throws BrokenBaseException
     *             when the file is none of pins
     */
    static Optional<BasePins> read(Path folder) throws IOException, BrokenBaseException {
        Path file = folder.resolve(FILE_NAME);
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new BrokenBaseException("cannot be checked: " + FILE_NAME + " has more than " + SIZE_LIMIT + " bytes");
            }
            return Optional.of(parse(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static BasePins parse(String text) throws BrokenBaseException {
        Map<String, String> digests = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            var match = LINE.matcher(line);
            if (!match.matches()) {
                throw new BrokenBaseException("cannot be checked: line " + number + " of " + FILE_NAME
                        + " is not a SHA-256, two blanks and a file name");
            }
            digests.put(match.group(2), match.group(1));
        }
        return new BasePins(digests);
    }

    /** Refuses a base installer that is not the pinned one. */
    void check(Platform platform, String sha256) throws BrokenBaseException {
        String pinned = digests.get(platform.fileName());
        if (pinned == null) {
            throw new BrokenBaseException("is not named in " + FILE_NAME + "; 'base-installers pin' writes that file anew");
        }
        if (!pinned.equals(sha256)) {
            throw new BrokenBaseException("has the SHA-256 " + sha256 + ", but " + FILE_NAME + " says " + pinned);
        }
    }

    /**
     * Verifies the base installers that lie in a folder and pins their digests. The file is replaced whole or not at all.
     *
     * @return what was pinned; platforms without a file are left out
     * @throws BrokenBaseException
     *             when one of them is broken, with its name; or when there is none
     */
    public static BasePins pin(Path folder, BaseLimits limits) throws IOException, BrokenBaseException {
        Map<String, String> digests = new TreeMap<>();
        for (Platform platform : Platform.values()) {
            Path file = folder.resolve(platform.fileName());
            if (Files.exists(file)) {
                try (var copy = PrivateCopy.of(file, limits)) {
                    new BasePreparation(limits).verify(platform, copy.path());
                    digests.put(platform.fileName(), copy.sha256());
                } catch (BrokenBaseException e) {
                    throw new BrokenBaseException(platform.fileName() + " " + e.getMessage());
                }
            }
        }
        if (digests.isEmpty()) {
            throw new BrokenBaseException("there is no base installer in " + folder);
        }
        var pins = new BasePins(digests);
        pins.write(folder);
        return pins;
    }

    private void write(Path folder) throws IOException {
        var text = new StringBuilder();
        new TreeMap<>(digests).forEach((name, digest) -> text.append(digest).append("  ").append(name).append('\n'));
        Path temporary = Files.createTempFile(folder, FILE_NAME, ".new");
        try {
            Files.writeString(temporary, text, StandardCharsets.ISO_8859_1);
            Files.move(temporary, folder.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
