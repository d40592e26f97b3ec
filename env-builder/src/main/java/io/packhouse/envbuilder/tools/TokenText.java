package io.packhouse.envbuilder.tools;

import java.util.function.UnaryOperator;

/**
 * The language of arguments in {@code install_profile.json}, as upstream's installer reads it: <code>{KEY}</code> is a value,
 * {@code 'quoted'} stands for what is between the quotes, and a backslash for the character behind it, between quotes and braces
 * too.
 */
final class TokenText {

    private final String text;
    private int next;

    private TokenText(String text) {
        this.text = text;
    }

    /**
     * The text with its values.
     *
     * @param plain
     *            changes what stands there as it is
     * @param values
     *            by key
     * @throws IllegalArgumentException
     *             when it is not in the language, or of {@code values} when there is no such key; the message is a sentence
     */
    static String fill(String text, UnaryOperator<String> plain, UnaryOperator<String> values) {
        return new TokenText(text).fill(plain, values);
    }

    private String fill(UnaryOperator<String> plain, UnaryOperator<String> values) {
        var filled = new StringBuilder();
        while (next < text.length()) {
            char c = text.charAt(next++);
            switch (c) {
                case '\\' -> filled.append(plain.apply(String.valueOf(escaped())));
                case '{' -> filled.append(values.apply(until('}')));
                case '\'' -> filled.append(plain.apply(until('\'')));
                default -> filled.append(plain.apply(String.valueOf(c)));
            }
        }
        return filled.toString();
    }

    private String until(char end) {
        var inner = new StringBuilder();
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == end) {
                return inner.toString();
            }
            inner.append(c == '\\' ? escaped() : c);
        }
        throw new IllegalArgumentException("«" + text + "» has no closing " + end);
    }

    private char escaped() {
        if (next == text.length()) {
            throw new IllegalArgumentException("«" + text + "» ends with a backslash");
        }
        return text.charAt(next++);
    }
}
