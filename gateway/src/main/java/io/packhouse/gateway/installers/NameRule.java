package io.packhouse.gateway.installers;

import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * What a name may be (section 5): 3 to 40 characters of {@code 0-9 a-z A-Z _}, the first not an underscore. Checked in this
 * order: type, length, alphabet, first character.
 */
final class NameRule {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 40;
    private static final Pattern ALPHABET = Pattern.compile("[0-9a-zA-Z_]*");

    private NameRule() {
    }

    /** What is wrong with {@code value} as a name, to be read after the words that say whose it is; empty when nothing is. */
    static Optional<String> broken(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.of("a name must be a string, not " + Given.describe(value));
        }
        return broken(value.textValue());
    }

    /** Like {@link #broken(JsonNode)}, for what is a string already. */
    static Optional<String> broken(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < SHORTEST) {
            return Optional
                    .of("the name " + Quoted.of(name) + " is too short: names have at least " + SHORTEST + " characters");
        }
        if (length > LONGEST) {
            return Optional
                    .of("the name " + Quoted.of(name) + " is too long: names have at most " + LONGEST + " characters");
        }
        if (!ALPHABET.matcher(name).matches()) {
            return Optional.of("the name " + Quoted.of(name)
                    + " has a character that names may not have: letters a-z and A-Z, digits and underscores are allowed");
        }
        if (name.charAt(0) == '_') {
            return Optional
                    .of("the name " + Quoted.of(name) + " begins with an underscore: the first must be a letter or a digit");
        }
        return Optional.empty();
    }
}
