package io.packhouse.envbuilder.fetch;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The SHA-1 that Maven repositories have beside a file, in the forms that are found in the wild. */
final class SiblingChecksum {

    /** Bytes of such a file: a digest and perhaps a name. */
    static final int LIMIT = 4096;

    /** UTF-8's mark at the beginning, each byte as a character. */
    private static final String BOM = "\u00EF\u00BB\u00BF";

    private static final Pattern FORM = Pattern
            .compile("(?:SHA-?1 ?\\([^\\r\\n]{0,1024}\\) ?= ?)?([0-9A-Fa-f]{40})(?:[ \\t]+[^\\r\\n]{0,1024})?");

    private SiblingChecksum() {
    }

    /** The digest in lower case: {@code hex}, {@code hex  file}, {@code hex *file}, {@code SHA1 (file) = hex}; else empty. */
    static Optional<String> parse(String text) {
        String line = text.startsWith(BOM) ? text.substring(BOM.length()).strip() : text.strip();
        var form = FORM.matcher(line);
        return form.matches() ? Optional.of(form.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
