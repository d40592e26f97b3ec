package io.packhouse.installerbuilder.archive;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo;

/**
 * The tree that an archive unpacks to, and the rules for it: one top folder {@code seattle/}, in it
 * {@code seattle/seattle_repy/} (reference, section 8.1), and nothing that an unpacker could be led out of it by. Names with
 * {@code ./} are refused: they once made two folders of one (section 16, their issue 9).
 */
final class Layout {

    private static final String TOP = "seattle";
    private static final String INNER = "seattle/seattle_repy";

    /** What an entry is. */
    enum Kind {
        FILE, DIRECTORY, LINK
    }

    private final BaseLimits limits;
    private final Map<String, Kind> entries = new HashMap<>();
    private final boolean repeats;
    private int count;
    private boolean innerDirectory;
    private boolean innerFile;

    /**
     * An empty tree.
     *
     * @param repeats
     *            whether a name may come again, as in a tar, where the later entry stands
     */
    Layout(BaseLimits limits, boolean repeats) {
        this.limits = limits;
        this.repeats = repeats;
    }

    /** An entry of the given name, which for a directory may end with a slash. */
    void add(String name, Kind kind) throws BrokenBaseException {
        limits.checkEntries(++count);
        String path = checked(name, kind);
        addParents(path);
        Kind former = entries.put(path, kind);
        if (former != null && (former != kind || (!repeats && kind == Kind.FILE))) {
            throw new BrokenBaseException("has two entries named " + BrokenBaseException.shown(path));
        }
        if ((kind != Kind.FILE && path.equals(VesselInfo.PATH)) || (kind != Kind.DIRECTORY && isFolderOfOurs(path))) {
            throw new BrokenBaseException("has an entry of the wrong type at " + BrokenBaseException.shown(path));
        }
        innerDirectory |= path.equals(INNER);
        innerFile |= kind == Kind.FILE && path.startsWith(INNER + '/');
    }

    /** A symbolic link, whose target must stay below the top folder. */
    void addSymbolicLink(String name, String target) throws BrokenBaseException {
        add(name, Kind.LINK);
        Deque<String> at = new ArrayDeque<>(List.of(name.split("/")));
        at.removeLast();
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\\') >= 0 || !staysInside(at, target)) {
            throw new BrokenBaseException("has a link " + BrokenBaseException.shown(name) + " that points outside, to "
                    + BrokenBaseException.shown(target));
        }
    }

    /** A hard link, whose target must be a file that came before it. */
    void addHardLink(String name, String target) throws BrokenBaseException {
        if (entries.get(target) != Kind.FILE) {
            throw new BrokenBaseException("has a hard link " + BrokenBaseException.shown(name)
                    + " to what is no file before it: " + BrokenBaseException.shown(target));
        }
        add(name, Kind.FILE);
    }

    /** Whether an archive has an entry for the folder of {@code vesselinfo}, as tars must (reference, section 8.1). */
    void checkInnerDirectory() throws BrokenBaseException {
        if (!innerDirectory) {
            throw new BrokenBaseException("has no directory entry '" + INNER + "/'");
        }
    }

    /** Whether anything lies in the folder of {@code vesselinfo}. */
    void checkInnerFiles() throws BrokenBaseException {
        if (!innerFile) {
            throw new BrokenBaseException("has no files in '" + INNER + "/'");
        }
    }

    private static boolean isFolderOfOurs(String path) {
        return path.equals(TOP) || path.equals(INNER);
    }

    private static String checked(String name, Kind kind) throws BrokenBaseException {
        boolean slash = name.endsWith("/");
        String path = slash ? name.substring(0, name.length() - 1) : name;
        String[] parts = path.split("/", -1);
        boolean plain = Arrays.stream(parts).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain || (slash && kind != Kind.DIRECTORY) || name.length() > 4096
                || name.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '\\')) {
            throw new BrokenBaseException("has an entry name that is not a plain relative path: "
                    + BrokenBaseException.shown(name));
        }
        if (!parts[0].equals(TOP)) {
            throw new BrokenBaseException(
                    "has the entry " + BrokenBaseException.shown(name) + " outside of the one top folder '"
                            + TOP + "/'");
        }
        return path;
    }

    /** Whatever lies above an entry is a directory, also when no entry says so, before it or after it. */
    private void addParents(String path) throws BrokenBaseException {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            Kind parent = entries.putIfAbsent(path.substring(0, slash), Kind.DIRECTORY);
            if (parent == Kind.DIRECTORY) {
                return;
            }
            if (parent != null) {
                throw new BrokenBaseException("has the entry " + BrokenBaseException.shown(path)
                        + " below something that is no directory");
            }
        }
    }

    /**
     * Whether a link's target, seen from the folder it lies in, stays below the top folder. Steps upward only come first:
     * after the name of another link they would lead somewhere else than they seem to.
     */
    private static boolean staysInside(Deque<String> at, String target) {
        boolean upward = true;
        for (String part : target.split("/", -1)) {
            if (part.equals("..")) {
                at.pollLast();
                if (!upward || at.isEmpty()) {
                    return false;
                }
            } else {
                upward = false;
            }
        }
        return true;
    }
}
