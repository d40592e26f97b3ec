package io.packhouse.installerbuilder.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A tree of files as a base installer has them, and archives of it made by a library that is not ours. */
record SampleTree(List<Entry> entries) {

    private static final FileTime TIME = FileTime.from(Instant.parse("2017-07-14T02:40:00Z"));

    /** An entry; directories end with a slash and links have a target. */
    record Entry(String name, int mode, byte[] content, String target) {
        static Entry file(String name, int mode, String content) {
            return new Entry(name, mode, content.getBytes(StandardCharsets.UTF_8), "");
        }

        static Entry directory(String name) {
            return new Entry(name, 040755, new byte[0], "");
        }
    }

    /** A small tree with everything that a base may have: modes, a long name, an empty file, bytes that do not compress. */
    static SampleTree usual() {
        byte[] noise = new byte[70_000];
        new Random(7).nextBytes(noise);
        return new SampleTree(List.of(Entry.directory("seattle/"),
                Entry.file("seattle/install.sh", 0100755, "#!/bin/sh\necho hello\n"),
                Entry.directory("seattle/seattle_repy/"),
                new Entry("seattle/seattle_repy/nm", 0100644, noise, ""),
                Entry.file("seattle/seattle_repy/" + "long_".repeat(30) + "name.py", 0100600, "print 1\n"),
                Entry.file("seattle/seattle_repy/empty", 0100444, "")));
    }

    SampleTree and(Entry... more) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(List.of(more));
        return new SampleTree(all);
    }

    SampleTree without(String name) {
        return new SampleTree(entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    byte[] tgz() {
        return gzip(tar());
    }

    byte[] tar() {
        return written(out -> {
            try (var tar = new TarArchiveOutputStream(out)) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (Entry entry : entries) {
                    tar.putArchiveEntry(tarEntry(entry));
                    tar.write(entry.content());
                    tar.closeArchiveEntry();
                }
            }
        });
    }

    byte[] zip(String comment) {
        return written(out -> {
            try (var zip = new ZipArchiveOutputStream(out)) {
                zip.setComment(comment);
                for (Entry entry : entries) {
                    var header = new ZipArchiveEntry(entry.name());
                    header.setUnixMode(entry.mode());
                    header.setTime(TIME);
                    zip.putArchiveEntry(header);
                    zip.write(entry.content());
                    zip.closeArchiveEntry();
                }
            }
        });
    }

    private static TarArchiveEntry tarEntry(Entry entry) {
        TarArchiveEntry header = entry.target().isEmpty()
                ? new TarArchiveEntry(entry.name())
                : new TarArchiveEntry(entry.name(), TarConstants.LF_SYMLINK);
        header.setLinkName(entry.target());
        header.setMode(entry.mode() & 07777);
        header.setIds(1000, 1001);
        header.setNames("maker", "makers");
        header.setModTime(TIME);
        header.setSize(entry.content().length);
        return header;
    }

    static byte[] gzip(byte[]... members) {
        return written(out -> {
            for (byte[] member : members) {
                var gzip = new GZIPOutputStream(out);
                gzip.write(member);
                gzip.finish();
            }
        });
    }

    /** Something that writes. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
