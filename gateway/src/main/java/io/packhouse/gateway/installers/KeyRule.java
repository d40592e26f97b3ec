package io.packhouse.gateway.installers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * What the text of a public key may be (section 6.1): {@code E N}, two decimal numbers with one space between them and
 * nothing else. Leading zeroes and e greater than n are accepted, because clients send them; a zero and a line feed at the
 * end are not, because nobody could use such a key, or no node could read it (section 16, item 1).
 */
final class KeyRule {

    private static final Pattern FORM = Pattern.compile("([0-9]+) ([0-9]+)");
    private static final Pattern ZERO = Pattern.compile("0+");

    private KeyRule() {
    }

    /** What is wrong with {@code value} as a public key, as a sentence without its subject; empty when nothing is. */
    static Optional<String> broken(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.of("must be a string of two numbers, not " + Given.describe(value));
        }
        Matcher form = FORM.matcher(value.textValue());
        if (!form.matches()) {
            return Optional.of("is invalid: two decimal numbers with one space between them were expected, not "
                    + Quoted.of(value.textValue()));
        }
        if (ZERO.matcher(form.group(1)).matches() || ZERO.matcher(form.group(2)).matches()) {
            return Optional.of("is invalid: neither of its two numbers may be zero");
        }
        return Optional.empty();
    }

    /** Whether one of the two numbers of a key has more than {@code digits} digits. */
    static boolean isLonger(String key, int digits) {
        int space = key.indexOf(' ');
        return Math.max(space, key.length() - space - 1) > digits;
    }
}
