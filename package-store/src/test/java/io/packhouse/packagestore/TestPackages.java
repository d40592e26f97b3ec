package io.packhouse.packagestore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageCreation;
import io.packhouse.ampkg.writing.PackageSigning;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Packages as developers make them. */
public final class TestPackages {

    /** An icon of one pixel. */
    public static final byte[] ICON = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final Path scratch;

    /**
     * @param scratch
     *            where files are made
     */
    public TestPackages(Path scratch) {
        this.scratch = scratch;
    }

    /** A platform independent package. */
    public Path plain(String id, String version) {
        return make(id, version, Map.of());
    }

    /** A package for {@code linux_x86_64}. */
    public Path linux(String id, String version) {
        byte[] elf = new byte[64];
        System.arraycopy(new byte[]{0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
        elf[16] = 2;
        elf[18] = 0x3e;
        elf[20] = 1;
        return make(id, version, Map.of("program", elf));
    }

    /** A package with further files. */
    public Path make(String id, String version, Map<String, byte[]> more) {
        try {
            Path source = Files.createTempDirectory(scratch, "source");
            Files.writeString(source.resolve("info.yaml"), manifest(id, version), UTF_8);
            Files.write(source.resolve("icon.png"), ICON);
            Files.writeString(source.resolve("main.qml"), "// " + version + "\n", UTF_8);
            for (Map.Entry<String, byte[]> file : more.entrySet()) {
                Files.write(source.resolve(file.getKey()), file.getValue());
            }
            Path target = Files.createTempFile(scratch, "made", ".ampkg");
            PackageCreation.create(source, target, null, null);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PackageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String manifest(String id, String version) {
        return """
                formatVersion: 1
                formatType: am-package
                ---
                id: '%s'
                icon: 'icon.png'
                version: '%s'
                name: { en: 'Package', de: 'Päckchen' }
                description: { en: 'A test' }
                categories: [ tools, games ]
                applications:
                - id: '%s'
                  code: main.qml
                  runtime: qml
                """.formatted(id, version, id);
    }

    /** The same package with a developer signature. */
    public Path signed(Path file, TestDeveloper developer) throws IOException, PackageException {
        Path target = Files.createTempFile(scratch, "signed", ".ampkg");
        new PackageSigning(PackageLimits.DEFAULT).developer(file, target, developer::sign);
        return target;
    }
}
