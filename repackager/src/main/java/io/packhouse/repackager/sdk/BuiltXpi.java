package io.packhouse.repackager.sdk;

import java.util.List;

import io.packhouse.repackager.archive.NewEntry;

/**
 * What {@code cfx xpi} made.
 *
 * @param name
 *            the own package's name; the file would be {@code <name>.xpi}
 * @param id
 *            {@code em:id}
 * @param version
 *            {@code em:version}
 * @param entries
 *            in the order of the SDK's generation; the contents of kept files are those that came in. They can be read as long
 *            as the add-on's sources can
 * @param message
 *            {@code Exporting extension to <name>.xpi.}
 * @param warnings
 *            what the caller should know, a sentence each
 */
public record BuiltXpi(String name, String id, String version, List<NewEntry> entries, String message,
        List<String> warnings) {

    public BuiltXpi {
        entries = List.copyOf(entries);
        warnings = List.copyOf(warnings);
    }
}
