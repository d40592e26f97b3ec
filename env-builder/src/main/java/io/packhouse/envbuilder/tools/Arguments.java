package io.packhouse.envbuilder.tools;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.packhouse.addonscript.documents.SafePath;

/**
 * The language of a tool's arguments: <code>{in:name}</code> is where the input of that name lies, <code>{out:path}</code> where
 * the tool shall write that file, <code>{out}</code> the directory of all outputs; <code>{{</code> is a brace. Every argument is
 * one argument of the process, whatever is in it.
 */
final class Arguments {

    private static final Pattern TOKEN = Pattern.compile("\\{(\\{|out}|in:([^{}]+)}|out:([^{}]+)}|)");

    private Arguments() {
    }

    /** What {@code text} is when it stands as an argument and shall be nothing else. */
    static String literal(String text) {
        return text.replace("{", "{{");
    }

    /** Where things are, for the tool. */
    interface Places {

        /** An input; {@link IllegalArgumentException} when there is none of that name. */
        String input(String name);

        /** The directory of outputs. */
        String output();
    }

    /**
     * An argument with its paths.
     *
     * @throws IllegalArgumentException
     *             when it is not in the language; the message is a sentence
     */
    static String fill(String text, Places places) {
        Matcher tokens = TOKEN.matcher(text);
        var filled = new StringBuilder();
        while (tokens.find()) {
            tokens.appendReplacement(filled, Matcher.quoteReplacement(value(text, tokens, places)));
        }
        return tokens.appendTail(filled).toString();
    }

    private static String value(String text, Matcher token, Places places) {
        if (token.group(2) != null) {
            return places.input(token.group(2));
        }
        if (token.group(3) != null) {
            if (!SafePath.isLocation(token.group(3))) {
                throw new IllegalArgumentException("«" + text + "» leaves the directory of outputs");
            }
            return places.output() + "/" + token.group(3);
        }
        return switch (token.group(1)) {
            case "{" -> "{";
            case "out}" -> places.output();
            default ->
                throw new IllegalArgumentException("«" + text + "»: after { comes in:NAME}, out:PATH}, out} or another {");
        };
    }
}
