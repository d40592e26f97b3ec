package io.packhouse.testkit.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars that are made when they are needed; the same content gives the same bytes. */
public final class Jars {

    private Jars() {
    }

    /** A jar of texts by the names of their entries. */
    public static byte[] of(Map<String, String> texts) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        texts.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return zip(entries);
    }

    /** A library: nothing but a text that says which. */
    public static byte[] library(String coordinate) {
        return of(Map.of("META-INF/library.txt", coordinate + "\n"));
    }

    /** A jar whose manifest names {@code main}, which is its only class. */
    public static byte[] runnable(Class<?> main) {
        return zip(entries(main));
    }

    /** What is in a jar whose manifest names {@code main}. */
    static Map<String, byte[]> entries(Class<?> main) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF",
                ("Manifest-Version: 1.0\r\nMain-Class: " + main.getName() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        entries.put(main.getName().replace('.', '/') + ".class", bytes(main));
        return entries;
    }

    /** A zip of {@code entries} in their order. */
    public static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (var each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                // With the first moment that a zip knows, Java would add one of the time zone.
                entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
                out.putNextEntry(entry);
                out.write(each.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
