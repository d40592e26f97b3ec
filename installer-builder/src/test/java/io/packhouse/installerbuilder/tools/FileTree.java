package io.packhouse.installerbuilder.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** An unpacked tree, in a form that can be compared. */
public final class FileTree {

    private FileTree() {
    }

    /** Every file, folder and link below {@code root}: its name to its mode and a digest of its content. */
    public static Map<String, String> of(Path root) throws Exception {
        Map<String, String> tree = new TreeMap<>();
        try (var paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
                tree.put(root.relativize(path).toString(), described(path));
            }
        }
        return tree;
    }

    private static String described(Path path) throws Exception {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        return mode + ' ' + (Files.isDirectory(path) ? "folder" : digest(path));
    }

    /** The SHA-256 of a file, by Java's own. */
    public static String digest(Path path) throws Exception {
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        return java.util.HexFormat.of().formatHex(digest.digest(read(path)));
    }

    private static byte[] read(Path path) throws IOException {
        return Files.readAllBytes(path);
    }
}
