package io.packhouse.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Base installers of 44 MB, made by the usual tools from a tree as installers have it. Half of each file is noise and half a
 * repeated text, so that it packs to about half, as programs do; the same at every run.
 */
record SampleTree(Path directory, Path tgz, Path zip) {

    private static final int FILES = 1360;
    private static final int FILE_BYTES = 64 * 1024;

    static SampleTree make(Path directory) throws IOException, InterruptedException {
        var inner = Files.createDirectories(directory.resolve("tree/seattle/seattle_repy"));
        var random = new Random(44);
        for (int i = 0; i < FILES; i++) {
            var bytes = new byte[FILE_BYTES];
            random.nextBytes(bytes);
            byte[] text = "def repy_main(arguments): pass\n".getBytes(StandardCharsets.US_ASCII);
            for (int at = FILE_BYTES / 2; at < FILE_BYTES; at++) {
                bytes[at] = text[at % text.length];
            }
            Files.write(inner.resolve("module" + i + ".py"), bytes);
        }
        var tree = directory.resolve("tree");
        var tgz = directory.resolve("seattle_linux.tgz");
        var zip = directory.resolve("seattle_win.zip");
        Ground.seconds(tree, "tar", "-czf", tgz.toString(), "seattle");
        Ground.seconds(tree, "zip", "-qr", zip.toString(), "seattle");
        return new SampleTree(tree, tgz, zip);
    }
}
