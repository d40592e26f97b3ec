package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.InstallStep;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;

/**
 * A game's directory into which the files of one side are put: each fetched from the first of its links that gives the right
 * bytes, then treated as its install steps say.
 */
final class Installation {

    /** The strongest first, so that a refusal names it whatever order the document has. */
    private static final List<Algorithm> ALGORITHMS = List.of(new Algorithm("sha512", "SHA-512"),
            new Algorithm("sha256", "SHA-256"), new Algorithm("sha1", "SHA-1"));
    private static final long FILE_LIMIT = 1L << 30;
    private static final int ENTRIES_LIMIT = 100_000;

    private final AddonscriptServer server;
    private final Path directory;
    private final Side side;
    /** By namespace and name: a later library takes the place of an earlier one. */
    private final Map<String, Path> libraries = new LinkedHashMap<>();
    private int count;

    /**
     * @param directory
     *            is made when it is not there
     */
    Installation(AddonscriptServer server, Path directory, Side side) {
        this.server = server;
        this.directory = directory;
        this.side = side;
    }

    /** What goes on the class path, in order. */
    List<Path> libraries() {
        return List.copyOf(libraries.values());
    }

    /** The files that were fetched and found right. */
    int count() {
        return count;
    }

    /** Installs a file, when it is one of this side. */
    void install(AddonFile file) throws IOException, InterruptedException {
        boolean isWanted = file.flags().has(side, Flag.REQUIRED) || file.flags().has(side, Flag.OPTIONAL)
                || file.flags().has(side, Flag.LIBRARY) || file.flags().has(side, Flag.LAUNCH);
        if (!isWanted || file.flags().has(side, Flag.INCOMPATIBLE)) {
            return;
        }
        Path downloads = Files.createDirectories(directory.resolve(".downloads"));
        Path fetched = downloads.resolve(file.qualifier());
        try {
            fetch(file, fetched);
            count++;
            place(file, fetched);
        } finally {
            Files.deleteIfExists(fetched);
            removeIfEmpty(downloads);
        }
    }

    private static void removeIfEmpty(Path downloads) throws IOException {
        try (Stream<Path> left = Files.list(downloads)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(downloads);
    }

    private void fetch(AddonFile file, Path target) throws IOException, InterruptedException {
        StringBuilder troubles = new StringBuilder();
        for (String link : file.links()) {
            try (InputStream in = server.open(URI.create(link))) {
                check(file, in, target);
                return;
            } catch (IOException | IllegalArgumentException e) {
                troubles.append("; ").append(link).append(": ").append(e.getMessage());
            }
        }
        throw new Failure(Failure.Code.UPSTREAM, "the file " + file.qualifier() + " is nowhere to be had" + troubles)
                .exception();
    }

    private static void check(AddonFile file, InputStream in, Path target) throws IOException {
        Map<String, MessageDigest> digests = new LinkedHashMap<>();
        InputStream digesting = in;
        for (Algorithm algorithm : ALGORITHMS) {
            if (file.hashes().containsKey(algorithm.wire())) {
                MessageDigest digest = digest(algorithm.ofJava());
                digests.put(algorithm.wire(), digest);
                digesting = new DigestInputStream(digesting, digest);
            }
        }
        if (digests.isEmpty()) {
            throw new IOException("no hash of it is known");
        }
        copy(digesting, target, FILE_LIMIT);
        for (Map.Entry<String, MessageDigest> each : digests.entrySet()) {
            String found = HexFormat.of().formatHex(each.getValue().digest());
            if (!found.equals(file.hashes().get(each.getKey()))) {
                throw new IOException(
                        "its " + each.getKey() + " is " + found + " instead of " + file.hashes().get(each.getKey()));
            }
        }
    }

    private static long copy(InputStream in, Path target, long limit) throws IOException {
        long size = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw new IOException("it has more than " + limit + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private void place(AddonFile file, Path fetched) throws IOException {
        String name = fileName(file);
        for (InstallStep step : file.install()) {
            if (!step.sides().contains(side)) {
                continue;
            }
            switch (step.action()) {
                case "rename" -> name = step.args().getFirst();
                case "move" -> move(fetched, directory.resolve(step.args().getFirst()).normalize().resolve(name));
                case "extract" -> extract(fetched, directory.resolve(step.args().getFirst()).normalize());
                case "library" -> library(step.args(), fetched);
                default -> throw new Failure(Failure.Code.INVALID_REQUEST, "the file " + file.qualifier()
                        + " is to be put into the game's own jar, which this command does not have").exception();
            }
        }
        if (file.flags().has(side, Flag.LIBRARY) || file.flags().has(side, Flag.LAUNCH)) {
            library(List.of("flagged", file.qualifier(), "1"), fetched);
        }
    }

    /** The last part of the best link, when that is a name that can be one. */
    private static String fileName(AddonFile file) {
        String path = file.links().isEmpty() ? "" : URI.create(file.links().getFirst()).getPath();
        String last = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return SafePath.isSegment(last) && !last.matches("[0-9a-f]{40,128}") ? last : file.qualifier();
    }

    private void library(List<String> coordinate, Path fetched) throws IOException {
        if (!coordinate.stream().allMatch(SafePath::isSegment)) {
            throw wrongName(coordinate);
        }
        Path libraryRoot = directory.resolve("libraries");
        Path target = libraryRoot.resolve(coordinate.getFirst().replace('.', '/')).resolve(coordinate.get(1))
                .resolve(coordinate.get(2))
                .resolve(coordinate.get(1) + "-" + coordinate.get(2) + ".jar").normalize();
        // A namespace that begins with a dot would be an absolute path.
        if (!target.startsWith(libraryRoot)) {
            throw wrongName(coordinate);
        }
        move(fetched, target);
        libraries.put(coordinate.get(0) + ":" + coordinate.get(1), target);
    }

    private static RuntimeException wrongName(List<String> coordinate) {
        return new Failure(Failure.Code.INVALID_REQUEST, "a library cannot be called " + String.join(":", coordinate))
                .exception();
    }

    /** Leaves the file where it is too: another step may want it. */
    private static void move(Path fetched, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(fetched, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void extract(Path archive, Path target) throws IOException {
        Files.createDirectories(target);
        long left = FILE_LIMIT;
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replaceFirst("/$", "");
                if (!SafePath.isLocation(name) || ++entries > ENTRIES_LIMIT) {
                    throw new IOException("the archive has an entry that cannot be put down: " + name);
                }
                Path path = target.resolve(name);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    left -= copy(zip, path, left);
                }
            }
        }
    }

    /** A hash as documents and as Java call it. */
    private record Algorithm(String wire, String ofJava) {
    }
}
