package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/** What a rebuild without copying does: every entry is inflated and deflated again, as {@code zipfile} in the original did. */
final class Repacking {

    private Repacking() {
    }

    /** Packs everything of {@code xpi} again, with other bytes in its manifest, into the store. */
    static BlobRef run(Path xpi, String manifest, ObjectStore store) throws IOException {
        var blob = store.newBlob();
        try (blob; var from = new ZipFile(xpi.toFile())) {
            var to = new ZipOutputStream(blob);
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements();) {
                var entry = entries.nextElement();
                to.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals("manifest.json")) {
                    to.write(manifest.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } else {
                    from.getInputStream(entry).transferTo(to);
                }
                to.closeEntry();
            }
            to.finish();
            return blob.commit();
        }
    }
}
