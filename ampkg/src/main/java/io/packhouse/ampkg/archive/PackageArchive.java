package io.packhouse.ampkg.archive;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;

/**
 * The entries of a package in their order, each checked in the order of the original (reference, 1.2 and 1.10) and against the
 * limits. Read once, by one thread, with flat memory.
 */
public final class PackageArchive implements AutoCloseable {

    /** The original writes up to three. */
    private static final int MOST_FOOTERS = 64;

    private final PackageLimits limits;
    private final TarReader tar;
    private final PackageTree tree;
    private Kind last = Kind.DIRECTORY;
    private boolean started;
    private int payload;
    private int footers;

    /** Begins to read a file, which is not closed by {@link #close}. */
    public PackageArchive(InputStream file, PackageLimits limits) throws PackageException, IOException {
        this.limits = limits;
        tar = new TarReader(new GunzipStream(file, limits.packed()), limits.unpacked());
        tree = new PackageTree(limits.depth());
    }

    /**
     * The next entry; null when the package has ended, and the file was read to its end.
     *
     * @throws PackageException
     *             when it breaks a rule of the container or a limit
     */
    public @Nullable ArchiveEntry next() throws PackageException, IOException {
        TarHeader header = tar.next();
        if (header == null) {
            requireComplete();
            return null;
        }
        String name = EntryName.read(header.name(), limits.nameLength());
        requireSupported(header, name);
        ArchiveEntry entry = isReserved(name) ? reserved(header, name) : payload(header, name);
        last = entry.kind();
        started = true;
        return entry;
    }

    /** Reads of the current entry's content, as much as fits; 0 at its end. */
    public int read(byte[] bytes) throws PackageException, IOException {
        return tar.read(bytes, 0, bytes.length);
    }

    /**
     * The content of the current entry, which is a document.
     *
     * @throws PackageException
     *             when it is larger than YAML may be
     */
    public byte[] document(ArchiveEntry entry) throws PackageException, IOException {
        if (entry.size() > limits.yaml()) {
            throw new PackageException("'" + EntryName.shown(entry.name()) + "' is " + entry.size()
                    + " bytes large, more than the " + limits.yaml() + " allowed for YAML");
        }
        byte[] content = new byte[(int) entry.size()];
        tar.read(content, 0, content.length);
        return content;
    }

    private static boolean isReserved(String name) {
        return name.startsWith("--");
    }

    private ArchiveEntry reserved(TarHeader header, String name) throws PackageException {
        boolean directory = isDirectory(header, name);
        if (!started) {
            requireHeader(name, directory);
            return new ArchiveEntry(Kind.HEADER, name, name, header.size(), false);
        }
        if (name.startsWith(PackageFooter.ENTRY) && !directory) {
            footers++;
            if (footers > MOST_FOOTERS) {
                throw new PackageException("more than " + MOST_FOOTERS + " " + PackageFooter.ENTRY + " entries");
            }
            return new ArchiveEntry(Kind.FOOTER, name, name, header.size(), false);
        }
        requireNoFooter();
        throw new PackageException(name.equals(PackageHeader.ENTRY)
                ? PackageHeader.ENTRY + " is there twice, but must be the first entry only"
                : "invalid archive entry '" + EntryName.shown(name) + "': names that begin with -- are reserved");
    }

    private ArchiveEntry payload(TarHeader header, String name) throws PackageException {
        if (!started) {
            requireHeader(name, isDirectory(header, name));
        }
        requireNoFooter();
        payload++;
        if (payload > limits.entries()) {
            throw new PackageException("the package has more entries than the " + limits.entries() + " allowed");
        }
        boolean directory = isDirectory(header, name);
        if (directory && header.size() > 0) {
            throw new PackageException("invalid archive entry '" + EntryName.shown(name) + "': a directory with content");
        }
        String shortened = directory ? name.substring(0, name.length() - 1) : name;
        String place = tree.add(shortened, directory);
        return new ArchiveEntry(directory ? Kind.DIRECTORY : Kind.FILE, shortened, place, header.size(),
                (header.mode() & 0100) != 0);
    }

    private static void requireHeader(String name, boolean directory) throws PackageException {
        if (!name.equals(PackageHeader.ENTRY) || directory) {
            throw new PackageException("the first entry of a package must be " + PackageHeader.ENTRY + ", not '"
                    + EntryName.shown(name) + "'");
        }
    }

    private void requireNoFooter() throws PackageException {
        if (last == Kind.FOOTER) {
            throw new PackageException(
                    "only " + PackageFooter.ENTRY + "* files are allowed at the end of the package");
        }
    }

    private void requireComplete() throws PackageException {
        if (!started) {
            throw new PackageException("the package is empty: it must begin with " + PackageHeader.ENTRY);
        }
        if (last != Kind.FOOTER) {
            throw new PackageException("the package has no " + PackageFooter.ENTRY
                    + " at its end: metadata is missing the digest field");
        }
    }

    /** A file whose name ends with a slash is a directory; a directory whose name does not is an error (step 3). */
    private static boolean isDirectory(TarHeader header, String name) throws PackageException {
        boolean slash = name.endsWith("/");
        if (header.type() == '5' && !slash) {
            throw new PackageException("invalid archive entry '" + EntryName.shown(name)
                    + "': the name of a directory must end with a slash");
        }
        return slash;
    }

    private static void requireSupported(TarHeader header, String name) throws PackageException {
        String type = switch (header.type()) {
            case '0', '5', '7' -> "";
            case '1' -> "hard link";
            case '2' -> "symbolic link";
            case '3' -> "character device";
            case '4' -> "block device";
            case '6' -> "fifo";
            case 'S' -> "sparse file";
            default -> "with the flag " + (int) header.type();
        };
        if (!type.isEmpty()) {
            throw new PackageException("file " + EntryName.shown(name) + " in the archive has the unsupported type " + type
                    + ": packages have files and directories only");
        }
    }

    @Override
    public void close() {
        tar.close();
    }
}
