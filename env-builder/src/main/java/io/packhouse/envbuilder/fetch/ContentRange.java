package io.packhouse.envbuilder.fetch;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The header {@code Content-Range} of a part (RFC 9110, section 14.4).
 *
 * @param first
 *            the place of its first byte
 * @param whole
 *            bytes of the whole; empty when the server does not say
 */
record ContentRange(long first, OptionalLong whole) {

    private static final Pattern FORM = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

    static Optional<ContentRange> parse(String header) {
        var form = FORM.matcher(header.strip());
        return form.matches()
                ? Optional.of(new ContentRange(Long.parseLong(form.group(1)),
                        form.group(2).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(form.group(2)))))
                : Optional.empty();
    }
}
