package io.packhouse.contracts.environments;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * A file of an environment that clients may ask for: an object that is created once under each of its names, before any answer
 * speaks of it.
 *
 * @param name
 *            a file name for downloads
 * @param links
 *            http(s) addresses where others offer the same bytes
 * @param sha1
 *            40 lower-case hexadecimal digits
 * @param sha512
 *            128 lower-case hexadecimal digits
 * @param content
 *            the SHA-256 and the size
 * @param isServed
 *            whether the house itself gives the bytes to anybody
 */
public record PublishedFile(String name, List<String> links, String sha1, String sha512, BlobRef content, boolean isServed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentType) {

    public PublishedFile {
        Objects.requireNonNull(name, "the file's name is missing");
        Objects.requireNonNull(sha1, "the file's SHA-1 is missing");
        Objects.requireNonNull(sha512, "the file's SHA-512 is missing");
        Objects.requireNonNull(content, "the file's content is missing");
        links = links == null ? List.of() : List.copyOf(links);
    }

    /**
     * The key of the object by digest.
     *
     * @param algorithm
     *            {@code sha1}, {@code sha256} or {@code sha512}
     * @param hex
     *            lower-case hexadecimal digits
     */
    public static String keyByHash(String algorithm, String hex) {
        return key(algorithm, hex);
    }

    /** The key of the object by name; names are longer than a key's part may be, so their digest stands there. */
    public static String keyByName(String namespace, String id, String version, String qualifier) {
        String name = String.join("\n", namespace, id, version, qualifier);
        try {
            return key("name", HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What shares the second part of a key lies in one directory of a file store, which is synced when something is published:
     * sixteen for each kind of name keep them short, and few for the files of one build.
     */
    private static String key(String kind, String hex) {
        return "published/" + kind + "-" + hex.charAt(0) + "/" + hex;
    }
}
