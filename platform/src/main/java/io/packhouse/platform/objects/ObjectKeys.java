package io.packhouse.platform.objects;

import java.util.List;

/** The form of the keys of named objects, the same in every store. */
final class ObjectKeys {

    private static final int PART_LIMIT = 200;

    private ObjectKeys() {
    }

    /**
     * The parts of a key.
     *
     * @throws IllegalArgumentException
     *             when it does not have the form that {@link ObjectStore#createOnce} names: keys are made by code of ours, which
     *             checks what comes from outside before
     */
    static List<String> parts(String key) {
        List<String> parts = List.of(key.split("/", -1));
        if (!isKey(parts)) {
            throw new IllegalArgumentException("an object's key is two or more parts of 1 to " + PART_LIMIT
                    + " printable ASCII characters, separated by '/', this is not: " + key);
        }
        return parts;
    }

    /** The parts of a prefix, the last of them perhaps empty or cut short. */
    static List<String> prefixParts(String prefix) {
        List<String> parts = List.of(prefix.split("/", -1));
        if (parts.size() < 2 || !isPart(parts.getFirst())) {
            throw new IllegalArgumentException(
                    "a prefix has at least the key's first part and a '/', this has not: " + prefix);
        }
        return parts;
    }

    /** Whether a key may have these parts. */
    static boolean isKey(List<String> parts) {
        return parts.size() >= 2 && parts.stream().allMatch(ObjectKeys::isPart);
    }

    private static boolean isPart(String part) {
        return !part.isEmpty() && part.length() <= PART_LIMIT && part.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
