package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.packhouse.archives.ArchiveEntry;
import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * Writes archives: entries in the given order, with the same bytes for the same input on every machine that has the same build
 * of Java. Entries of other archives are copied compressed as they are, new content is deflated, or stored where that is not
 * smaller; a first entry {@code mimetype} is stored in any case. Memory does not grow with the content.
 */
public final class XpiWriter {

    private static final String MIMETYPE = "mimetype";

    private final OutputStream out;
    private final Buffers buffers;
    private final WrittenHeaders headers = new WrittenHeaders();
    private long size;

    private XpiWriter(OutputStream out, Buffers buffers) {
        this.out = out;
        this.buffers = buffers;
    }

    /**
     * Writes an archive into the store; nothing is visible of one that could not be written whole. Blocks.
     *
     * @param entries
     *            in the order of the archive, directories included where they shall have an entry; signature files are given
     *            first or last as their format wants them
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when names are no relative paths or meet each other, or a copied entry's data is
     *             damaged; {@code TOO_LARGE} when the archive would need ZIP64; or what the store says when it fails
     */
    public static BlobRef write(ObjectStore objects, List<NewEntry> entries) throws IOException {
        return write(objects, entries, Copies.CHECKED);
    }

    /** Writes an archive into the store as {@link #write(ObjectStore, List)} does, which checks copies. */
    public static BlobRef write(ObjectStore objects, List<NewEntry> entries, Copies copies) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            write(blob, entries, copies);
            return blob.commit();
        }
    }

    /**
     * Writes an archive to a stream and answers its size in bytes. Fails as {@link #write(ObjectStore, List)} does, with a part
     * of the archive written.
     */
    public static long write(OutputStream out, List<NewEntry> entries, Copies copies) throws IOException {
        check(entries);
        try (var buffers = new Buffers(); var checks = CopyChecks.of(copied(entries, copies))) {
            var writer = new XpiWriter(out, buffers);
            for (NewEntry entry : entries) {
                writer.add(entry, writer.pack(entry));
            }
            writer.finish();
            checks.await();
            return writer.size;
        }
    }

    private static List<ArchiveEntry> copied(List<NewEntry> entries, Copies copies) {
        if (copies == Copies.UNCHECKED) {
            return List.of();
        }
        return entries.stream().map(NewEntry::content).filter(XpiEntry.class::isInstance).map(XpiEntry.class::cast)
                .map(XpiEntry::entry)
                .filter(entry -> entry.size() > 0).toList();
    }

    private static void check(List<NewEntry> entries) {
        if (entries.size() >= ZipFields.NO_COUNT) {
            throw Refusal.tooLarge("would have " + entries.size() + " entries; an archive has at most "
                    + (ZipFields.NO_COUNT - 1));
        }
        Refusal.checkNames(entries.stream().map(NewEntry::name).toList());
        for (NewEntry entry : entries) {
            if (entry.name().getBytes(StandardCharsets.UTF_8).length > ZipFields.NAME_LIMIT) {
                throw Refusal.tooLarge(entry.name(), "has a name of more than " + ZipFields.NAME_LIMIT + " bytes");
            }
            if (entry.isDirectory() && entry.content().size() > 0) {
                throw new IllegalArgumentException("a directory has no bytes: " + entry.name());
            }
        }
    }

    private void add(NewEntry entry, PackedContent content) throws IOException {
        long offset = size;
        append(headers.local(entry, content, offset));
        size += content.packed();
        if (size + headers.directorySize() + ZipFields.END_SIZE >= ZipFields.NO_NUMBER
                || content.unpacked() >= ZipFields.NO_NUMBER) {
            throw Refusal.tooLarge("would have 4 GiB or more");
        }
        content.writeTo(out);
    }

    private PackedContent pack(NewEntry entry) throws IOException {
        boolean mimetype = size == 0 && entry.name().equals(MIMETYPE);
        if (entry.content().size() == 0 || mimetype) {
            return NewContent.stored(entry.content(), buffers);
        }
        return switch (entry.content()) {
            case XpiEntry other -> new CopiedContent(other.entry(), buffers);
            case ReadyContent ready -> ready;
            default -> NewContent.deflated(entry.content(), buffers);
        };
    }

    private void finish() throws IOException {
        append(headers.end(size));
    }

    private void append(byte[] bytes) throws IOException {
        out.write(bytes);
        size += bytes.length;
    }
}
