package io.packhouse.repackager.xpi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.Copies;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiWriter;

/**
 * What a rebuild of a made XPI gave.
 *
 * @param names
 *            of the entries, in order
 * @param files
 *            their text
 * @param bytes
 *            the written archive
 */
record Rebuilding(AddonRebuilt result, String fileName, List<String> names, Map<String, String> files, byte[] bytes) {

    private static final AddonSdks NONE = version -> {
        throw new Failure(Failure.Code.NOT_FOUND, "there is no SDK " + version).exception();
    };

    static Rebuilding of(Path folder, TestXpi xpi, RebuildAddon wanted) {
        return of(folder, xpi, wanted, NONE);
    }

    static Rebuilding of(Path folder, TestXpi xpi, RebuildAddon wanted, AddonSdks sdks) {
        try (var archive = xpi.open(folder)) {
            Rebuilt rebuilt = new AddonRebuild(sdks).rebuild(archive, wanted);
            var out = new ByteArrayOutputStream();
            XpiWriter.write(out, rebuilt.entries(), Copies.CHECKED);
            Map<String, String> files = new java.util.LinkedHashMap<>();
            for (NewEntry entry : rebuilt.entries()) {
                files.put(entry.name(), new String(entry.content().bytes(10_000_000), StandardCharsets.UTF_8));
            }
            return new Rebuilding(rebuilt.result(), rebuilt.fileName(),
                    rebuilt.entries().stream().map(NewEntry::name).toList(),
                    files, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
