package io.packhouse.repackager.xpi;

import java.util.regex.Pattern;

/** The name that a download carries, made of any text. */
final class XpiFileName {

    private static final int LIMIT = 200;
    /** What some system does not take in a name, what cannot be seen, and what changes the direction of writing. */
    private static final Pattern UNFIT = Pattern.compile("[/\\\\:*?\"<>|\\p{C}\\x{2028}\\x{2029}]");
    private static final Pattern EDGES = Pattern.compile("^[.\\s]+|[.\\s]+$");

    private XpiFileName() {
    }

    /**
     * A safe file name that ends with {@code .xpi}.
     *
     * @param wanted
     *            without {@code .xpi}
     * @param otherwise
     *            taken when nothing is left of {@code wanted}
     */
    static String of(String wanted, String otherwise) {
        String name = safe(wanted);
        String other = name.isEmpty() ? safe(otherwise) : name;
        return (other.isEmpty() ? "addon" : other) + ".xpi";
    }

    private static String safe(String text) {
        String name = EDGES.matcher(UNFIT.matcher(text).replaceAll("_")).replaceAll("");
        if (name.length() <= LIMIT) {
            return name;
        }
        // No half of a character that takes two.
        int end = Character.isHighSurrogate(name.charAt(LIMIT - 1)) ? LIMIT - 1 : LIMIT;
        return name.substring(0, end);
    }
}
