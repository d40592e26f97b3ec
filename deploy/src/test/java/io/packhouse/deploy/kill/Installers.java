package io.packhouse.deploy.kill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks into installers with a tool that is not ours. */
final class Installers {

    private Installers() {
    }

    /** The {@code vesselinfo} of a tgz installer, as GNU tar unpacks it. */
    static String vesselinfo(byte[] tgz) throws IOException, InterruptedException {
        Path file = Files.createTempFile("installer", ".tgz");
        try {
            Files.write(file, tgz);
            Process tar = new ProcessBuilder("tar", "-xzOf", file.toString(), "seattle/seattle_repy/vesselinfo").start();
            try (InputStream out = tar.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                if (tar.waitFor() != 0) {
                    throw new IOException("tar: " + new String(tar.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
                }
                return text;
            }
        } finally {
            Files.delete(file);
        }
    }
}
