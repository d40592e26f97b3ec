package io.packhouse.ampkg.archive;

import java.util.ArrayList;
import java.util.List;

import io.packhouse.ampkg.PackageException;

/**
 * The directory that a device would unpack a package to, as far as it has come: says where a name leads, and refuses what a
 * device would refuse (reference, 1.10, steps 3 to 6). Memory: see {@link SeenPaths}.
 */
final class PackageTree {

    private final SeenPaths seen = new SeenPaths();
    private final int depth;

    /**
     * @param depth
     *            how many parts a name may have
     */
    PackageTree(int depth) {
        this.depth = depth;
    }

    /**
     * Puts an entry into the tree.
     *
     * @param name
     *            without the slash at a directory's end
     * @return its place: parts with single slashes between them, relative to the root; empty for the root itself
     */
    String add(String name, boolean directory) throws PackageException {
        List<String> parts = parts(name);
        if (directory && !parts.isEmpty() && parts.stream().allMatch(part -> part.equals("."))) {
            return "";
        }
        if (parts.isEmpty() || isDots(parts.getLast())) {
            throw refused(name, "it names no file and no new directory");
        }
        String parent = parent(parts.subList(0, parts.size() - 1), name);
        String place = parent.isEmpty() ? parts.getLast() : parent + '/' + parts.getLast();
        switch (seen.at(place)) {
            case NOTHING -> seen.put(place, directory ? SeenPaths.Kind.DIRECTORY : SeenPaths.Kind.FILE);
            case FILE -> {
                if (directory) {
                    throw refused(name, "could not create the directory, there is a file of that name");
                }
            }
            case DIRECTORY -> throw refused(name, directory
                    ? "could not create the directory, it is there already"
                    : "could not create the file, there is a directory of that name");
        }
        return place;
    }

    /** Several slashes are one, and one in front means the package's root. */
    private List<String> parts(String name) throws PackageException {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < name.length();) {
            int slash = name.indexOf('/', at);
            int end = slash < 0 ? name.length() : slash;
            if (end > at) {
                parts.add(name.substring(at, end));
            }
            if (parts.size() > depth) {
                throw refused(name, "its name has more than the " + depth + " parts allowed");
            }
            at = end + 1;
        }
        return parts;
    }

    private String parent(List<String> parts, String name) throws PackageException {
        var way = new ArrayList<String>();
        for (String part : parts) {
            if (part.equals("..")) {
                requireDirectory(way, name);
                if (way.isEmpty()) {
                    throw refused(name, "pointing outside of extraction directory");
                }
                way.removeLast();
            } else if (!part.equals(".")) {
                way.add(part);
            }
        }
        requireDirectory(way, name);
        return String.join("/", way);
    }

    private void requireDirectory(List<String> way, String name) throws PackageException {
        if (!way.isEmpty() && seen.at(String.join("/", way)) != SeenPaths.Kind.DIRECTORY) {
            throw refused(name, "parent directory is missing");
        }
    }

    private static boolean isDots(String part) {
        return part.equals(".") || part.equals("..");
    }

    private static PackageException refused(String name, String why) {
        return new PackageException("invalid archive entry '" + EntryName.shown(name) + "': " + why);
    }
}
