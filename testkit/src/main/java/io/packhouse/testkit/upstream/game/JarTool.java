package io.packhouse.testkit.upstream.game;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Stands for the tools of an installer: copies a jar without its text entries ({@code --task slim}), or with a patch as another
 * entry ({@code --task patch}). The same input gives the same bytes everywhere.
 */
public final class JarTool {

    private JarTool() {
    }

    /** {@code --task slim|patch --input JAR --output JAR [--apply FILE] [--wait-millis N]}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Path output = Path.of(Objects.requireNonNull(options.get("--output"), "--output is missing"));
        Files.createDirectories(Objects.requireNonNull(output.toAbsolutePath().getParent(), "a file is in a directory"));
        String apply = options.get("--apply");
        byte[] patch = apply == null ? new byte[0] : Files.readAllBytes(Path.of(apply));
        Thread.sleep(Long.parseLong(options.getOrDefault("--wait-millis", "0")));
        try (InputStream in = Files
                .newInputStream(Path.of(Objects.requireNonNull(options.get("--input"), "--input is missing")));
                OutputStream out = Files.newOutputStream(output)) {
            copy(in, out, "slim".equals(options.get("--task")), patch);
        }
        System.out.println("wrote " + output.getFileName());
    }

    /** What {@link #main} does. */
    public static void copy(InputStream jar, OutputStream to, boolean withoutTexts, byte[] patch) throws IOException {
        try (ZipInputStream in = new ZipInputStream(jar); ZipOutputStream out = new ZipOutputStream(to)) {
            out.setLevel(0);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!withoutTexts || !entry.getName().endsWith(".txt")) {
                    put(out, entry.getName(), in.readAllBytes());
                }
            }
            if (patch.length > 0) {
                put(out, "patch.bin", patch);
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // With the first moment that a zip knows, Java would add one of the time zone.
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
