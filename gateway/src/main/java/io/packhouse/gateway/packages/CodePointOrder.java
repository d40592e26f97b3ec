package io.packhouse.gateway.packages;

import java.util.Comparator;

/** Orders text by code points, which {@link String#compareTo} does not where surrogates are. */
enum CodePointOrder implements Comparator<String> {
    /** The only one. */
    INSTANCE;

    @Override
    public int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Surrogates stand for what lies behind all other characters. */
    private static char rank(char c) {
        return c < Character.MIN_SURROGATE
                ? c
                : c <= Character.MAX_SURROGATE ? (char) (c + 0x2000) : (char) (c - 0x800);
    }
}
