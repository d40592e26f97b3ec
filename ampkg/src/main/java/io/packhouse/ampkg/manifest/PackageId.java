package io.packhouse.ampkg.manifest;

import io.packhouse.ampkg.PackageException;

/** The rules for ids of packages, applications and intents (reference, 1.7); ids are used as file names. */
public final class PackageId {

    private static final int LONGEST = 150;
    private static final String RESERVED = "<>:\"/\\|?*";

    private PackageId() {
    }

    /**
     * Checks an id. Beyond the original's rules, it does not begin with a dot: such a file would be hidden.
     *
     * @return the id
     * @throws PackageException
     *             when it is none, with the reason
     */
    public static String require(String id) throws PackageException {
        if (id.isEmpty() || id.length() > LONGEST) {
            throw new PackageException("an id has 1 to " + LONGEST + " characters, not " + id.length());
        }
        if (id.isBlank()) {
            throw new PackageException("an id is not only blanks");
        }
        if (id.startsWith(".")) {
            throw new PackageException("an id does not begin with a dot");
        }
        for (int i = 0; i < id.length(); i++) {
            char unit = id.charAt(i);
            if (unit < ' ' || unit > '~' || RESERVED.indexOf(unit) >= 0) {
                throw new PackageException("an id has printable ASCII characters except " + RESERVED + ", not U+%04X"
                        .formatted((int) unit));
            }
        }
        return id;
    }
}
