package io.packhouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.writing.PackageCreation;
import io.packhouse.testkit.ChildProcess;

/** Packages of a wanted size, half of noise and half of text, and the keys that they are signed with. */
final class SamplePackage {

    private static final byte[] ICON = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final int FILE = 1 << 20;
    static final String PASSWORD = "secret";

    private SamplePackage() {
    }

    /** Makes a package that is about {@code size} bytes large as a file. */
    static Path make(Path scratch, String id, int size, int seed) throws IOException, PackageException {
        Path source = Files.createTempDirectory(scratch, "source");
        Files.writeString(source.resolve("info.yaml"), """
                formatVersion: 1
                formatType: am-package
                ---
                id: '%s'
                icon: icon.png
                version: '1.%d'
                name: { en: 'Package %s' }
                applications:
                - { id: '%s', code: main.qml, runtime: qml }
                """.formatted(id, seed, id, id));
        Files.write(source.resolve("icon.png"), ICON);
        Files.writeString(source.resolve("main.qml"), "// " + seed + "\n");
        Random random = new Random(seed);
        for (int left = size, part = 0; left > 0; left -= FILE, part++) {
            byte[] noise = new byte[Math.min(left, FILE)];
            random.nextBytes(noise);
            Files.write(source.resolve("noise-" + part), noise);
            Files.writeString(source.resolve("text-" + part), ("line " + part + " of the text\n").repeat(noise.length / 24));
        }
        Path target = scratch.resolve(id + "-" + seed + ".ampkg");
        PackageCreation.create(source, target, null, null);
        return target;
    }

    /** Makes a key file by the JDK's keytool. */
    static Path key(Path directory, String name, String... algorithm) {
        Path file = directory.resolve(name + ".p12");
        var command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-storetype",
                        "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD, "-alias", name, "-dname",
                        "CN=" + name, "-validity", "30"));
        command.addAll(List.of(algorithm));
        try (var keytool = ChildProcess.start(command, Map.of(), directory)) {
            if (keytool.awaitExit(Duration.ofMinutes(1)) != 0) {
                throw new IllegalStateException(keytool.output());
            }
        }
        return file;
    }
}
