package io.packhouse.addonscript.documents;

import java.util.Locale;

import io.packhouse.addonscript.versions.AddonVersion;

/**
 * Which add-on: the same one exactly when both parts are equal.
 *
 * @param namespace
 *            the canonical namespace: lower-case letters, digits, dots and dashes, at most 255
 * @param id
 *            lower-case letters, digits and dashes, at most 128
 */
public record AddonId(String namespace, String id) implements Comparable<AddonId> {

    /** The game itself, which has no manifest. */
    public static final AddonId MINECRAFT = new AddonId("net.minecraft", "minecraft");

    public static final int NAMESPACE_LIMIT = 255;
    public static final int ID_LIMIT = 128;

    public static boolean isNamespace(String text) {
        return isOf(text, NAMESPACE_LIMIT, ".-");
    }

    /** Whether {@code text} may be a namespace that is taken into a repository: no dot without a name on both sides. */
    public static boolean isTidyNamespace(String text) {
        return isNamespace(text) && !("." + text + ".").contains("..");
    }

    /** Whether {@code text} may be the id of an add-on, or the qualifier of a file. */
    public static boolean isId(String text) {
        return isOf(text, ID_LIMIT, "-");
    }

    private static boolean isOf(String text, int limit, String others) {
        return !text.isEmpty() && text.length() <= limit
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.indexOf(c) >= 0);
    }

    /** {@code name} as an id, or as the qualifier of a file: small letters, digits and dashes; empty when nothing is left. */
    public static String idOf(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** {@code version} as a version of this add-on; those of the game have a rule of their own. */
    public AddonVersion version(String version) {
        return equals(MINECRAFT) ? AddonVersion.ofMinecraft(version) : AddonVersion.of(version);
    }

    @Override
    public int compareTo(AddonId other) {
        int order = namespace.compareTo(other.namespace);
        return order != 0 ? order : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return namespace + ":" + id;
    }
}
