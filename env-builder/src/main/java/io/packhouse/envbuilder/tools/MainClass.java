package io.packhouse.envbuilder.tools;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/** The class that a jar's manifest says to start. */
final class MainClass {

    private static final int MANIFEST_LIMIT = 1 << 20;

    private MainClass() {
    }

    static Optional<String> of(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.getEntry("META-INF/MANIFEST.MF");
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(MANIFEST_LIMIT);
                var manifest = new Manifest(new ByteArrayInputStream(bytes));
                return Optional.ofNullable(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                        .map(String::strip).filter(name -> !name.isEmpty());
            }
        }
    }
}
