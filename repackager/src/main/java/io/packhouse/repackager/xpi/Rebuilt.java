package io.packhouse.repackager.xpi;

import java.util.List;

import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.repackager.archive.NewEntry;

/**
 * A rebuilt XPI that is not written yet.
 *
 * @param entries
 *            in the order of the archive; they can be read as long as the archive that was rebuilt is open
 * @param result
 *            what is told of it
 * @param fileName
 *            what its own builder would call the file, without {@code .xpi}
 */
public record Rebuilt(List<NewEntry> entries, AddonRebuilt result, String fileName) {

    public Rebuilt {
        entries = List.copyOf(entries);
    }

    /** The same with other entries: those, and their signature's. */
    Rebuilt with(List<NewEntry> signed) {
        return new Rebuilt(signed, result, fileName);
    }
}
