package io.packhouse.installerbuilder.base;

import java.nio.file.Path;

/**
 * Where base installers come from.
 *
 * @param name
 *            {@link #FOLDER} or {@link #SAMPLE}
 * @param folder
 *            holds the four files, or symbolic links to them, under the names that
 *            {@link io.packhouse.contracts.installers.Platform#fileName()} gives
 */
public record BaseSource(String name, Path folder) {

    static final String FOLDER = "folder";
    static final String SAMPLE = "sample";

    /** The operator's own. */
    public static BaseSource folder(Path folder) {
        return new BaseSource(FOLDER, folder);
    }

    /** The sample set, laid out in {@code folder}. */
    public static BaseSource sample(Path folder) {
        return new BaseSource(SAMPLE, folder);
    }
}
