package io.packhouse.deploy.kill;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.writing.PackageCreation;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Small packages, made as a developer makes them. */
final class Packages {

    private static final byte[] ICON = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private Packages() {
    }

    /** A package of {@code size} bytes of noise beside the rest. */
    static byte[] make(Path scratch, String id, String version, int size) throws IOException, PackageException {
        Path source = Files.createTempDirectory(scratch, "source");
        Files.writeString(source.resolve("info.yaml"), """
                formatVersion: 1
                formatType: am-package
                ---
                id: '%s'
                icon: 'icon.png'
                version: '%s'
                name: { en: 'Package %s' }
                applications:
                - id: '%s'
                  code: main.qml
                  runtime: qml
                """.formatted(id, version, id, id), UTF_8);
        Files.write(source.resolve("icon.png"), ICON);
        Files.writeString(source.resolve("main.qml"), "// " + version + "\n", UTF_8);
        byte[] noise = new byte[size];
        new Random((id + version).hashCode()).nextBytes(noise);
        Files.write(source.resolve("noise"), noise);
        Path target = scratch.resolve(id + "-" + version + ".ampkg");
        PackageCreation.create(source, target, null, null);
        return Files.readAllBytes(target);
    }

    /** What is in a whole package; throws when it is not whole. */
    static InspectedPackage inspect(byte[] file) throws IOException, PackageException {
        return new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file));
    }
}
