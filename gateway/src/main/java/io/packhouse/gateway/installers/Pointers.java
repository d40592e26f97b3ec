package io.packhouse.gateway.installers;

/** Parts of JSON pointers (RFC 6901). */
final class Pointers {

    private Pointers() {
    }

    /** A member's name as a part of a pointer, cut to a length that an answer can carry. */
    static String escape(String name) {
        return name.substring(0, Math.min(name.length(), 100)).replace("~", "~0").replace("/", "~1");
    }
}
