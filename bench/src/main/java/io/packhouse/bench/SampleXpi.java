package io.packhouse.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Made-up WebExtensions, the same at every run. */
final class SampleXpi {

    /** What a large one has. */
    static final int ENTRIES = 300;

    private static final int FILE_BYTES = 53 * 1024;
    private static final String MANIFEST = """
            {"manifest_version": 2, "name": "Sample", "version": "1.0",
             "browser_specific_settings": {"gecko": {"id": "sample@example.org"}}}""";

    private SampleXpi() {
    }

    /** 300 entries of source text that packs to a third, as scripts do: some 3.5 MB. */
    static Path large(Path directory) throws IOException {
        var random = new Random(300);
        var xpi = directory.resolve("large.xpi");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(xpi)))) {
            add(zip, "manifest.json", MANIFEST);
            for (int i = 1; i < ENTRIES; i++) {
                add(zip, "scripts/module" + i + ".js", script(random));
            }
        }
        return xpi;
    }

    /** A manifest and a script. */
    static byte[] small() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            add(zip, "manifest.json", MANIFEST);
            add(zip, "background.js", script(new Random(1)).substring(0, 4000));
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.US_ASCII));
        zip.closeEntry();
    }

    private static String script(Random random) {
        var text = new StringBuilder(FILE_BYTES + 100);
        while (text.length() < FILE_BYTES) {
            text.append("function handle").append(Integer.toString(random.nextInt(1 << 30), 36))
                    .append("(request) { return store.get('").append(Long.toString(random.nextLong(1L << 50), 36))
                    .append("'); }\n");
        }
        return text.toString();
    }
}
