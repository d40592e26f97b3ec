package io.packhouse.installerbuilder.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Packs the sample set as the tools of the original do: tars begin with folders, zips have none (reference, section 8.1). */
final class SampleArchive {

    private static final String TOP = "seattle/";
    private static final List<String> FOLDERS = List.of(TOP, TOP + "seattle_repy/");
    /** The same for everybody, for equal bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private SampleArchive() {
    }

    static byte[] tgz(List<SampleFile> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String folder : FOLDERS) {
                putTar(tar, folder, 040755, new byte[0]);
            }
            for (SampleFile file : files) {
                putTar(tar, TOP + file.name(), file.mode(), file.content());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] zip(List<SampleFile> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            for (SampleFile file : files) {
                var entry = new ZipArchiveEntry(TOP + file.name());
                entry.setUnixMode(file.mode());
                entry.setTimeLocal(TIME);
                zip.putArchiveEntry(entry);
                zip.write(file.content());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void putTar(TarArchiveOutputStream tar, String name, int mode, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode & 07777);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        entry.setModTime(FileTime.from(TIME.toInstant(ZoneOffset.UTC)));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
