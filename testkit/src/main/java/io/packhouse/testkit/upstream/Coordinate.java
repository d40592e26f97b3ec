package io.packhouse.testkit.upstream;

/** A Maven coordinate, {@code group:name:version[:classifier][@extension]}. */
record Coordinate(String text) {

    /** The path in a repository. */
    String path() {
        String[] halves = text.split("@", -1);
        String[] parts = halves[0].split(":", -1);
        return parts[0].replace('.', '/') + "/" + parts[1] + "/" + parts[2] + "/" + parts[1] + "-" + parts[2]
                + (parts.length > 3 ? "-" + parts[3] : "") + "." + (halves.length > 1 ? halves[1] : "jar");
    }
}
