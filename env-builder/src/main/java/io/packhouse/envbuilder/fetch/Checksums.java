package io.packhouse.envbuilder.fetch;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.packhouse.envbuilder.steps.Parameters;

/**
 * What a file must be.
 *
 * @param digests
 *            lower-case hexadecimal digits by the names {@code sha1}, {@code sha256} and {@code sha512}; those that are given, in the order of their names
 * @param size
 *            in bytes
 */
record Checksums(Map<String, String> digests, OptionalLong size) {

    static final Checksums NONE = new Checksums(Map.of(), OptionalLong.empty());

    /** The strongest first: what a message names is what is surest. */
    private static final List<String> NAMES = List.of("sha512", "sha256", "sha1");
    private static final Map<String, Integer> DIGITS = Map.of("sha1", 40, "sha256", 64, "sha512", 128);
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    Checksums {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /** What the step's parameters say; an empty text says nothing. */
    static Checksums of(Parameters with) {
        Map<String, String> digests = new HashMap<>();
        for (String name : NAMES) {
            String hex = with.text(name, "").strip().toLowerCase(Locale.ROOT);
            if (!hex.isEmpty()) {
                if (!isDigest(name, hex)) {
                    throw with.wrong(name, "is no " + name.toUpperCase(Locale.ROOT) + " of " + DIGITS.get(name)
                            + " hexadecimal digits");
                }
                digests.put(name, hex);
            }
        }
        String size = with.text("size", "");
        if (!size.matches("[0-9]{0,15}")) {
            throw with.wrong("size", "is no number of bytes");
        }
        return new Checksums(digests, size.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(size)));
    }

    /** These, or {@code others} where these say nothing. */
    Checksums or(Checksums others) {
        return new Checksums(isPinned() ? digests : others.digests, size.isPresent() ? size : others.size);
    }

    /** The same with a SHA-1 that was told elsewhere. */
    Checksums withSha1(String hex) {
        Map<String, String> more = new HashMap<>(digests);
        more.put("sha1", hex);
        return new Checksums(more, size);
    }

    static boolean isDigest(String name, String hex) {
        return hex.length() == DIGITS.get(name) && HEX.matcher(hex).matches();
    }

    /** Whether there is one file only that fits. */
    boolean isPinned() {
        return !digests.isEmpty();
    }

    /** How what {@code host} sent is not what it must be, in a sentence; empty when it is. */
    Optional<String> mismatch(String host, String what, Map<String, String> found, long bytes) {
        if (size.isPresent() && size.getAsLong() != bytes) {
            return Optional.of(host + " sent " + what + " with " + bytes + " bytes instead of the expected "
                    + size.getAsLong());
        }
        return NAMES.stream().filter(digests::containsKey).filter(name -> !digests.get(name).equals(found.get(name)))
                .findFirst().map(name -> host + " sent " + what + " with the " + name.toUpperCase(Locale.ROOT) + " "
                        + found.get(name) + " instead of the expected " + digests.get(name));
    }
}
