package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.packhouse.repackager.archive.Content;

/**
 * Finds what a module requires as {@code cfx} does (reference, section 8.5): not by parsing, but by looking for
 * {@code require("…")} and {@code define([…])} outside of lines that look like comments. Unlike the original it finds every
 * {@code require} of a statement, not the first alone. Takes time in proportion to the text, whatever the text is: no pattern
 * here can match the same character in two ways.
 */
final class SourceScanner {

    /** A module is read as a whole; larger ones are no code. */
    private static final int SOURCE_LIMIT = 16 << 20;
    /** No entry of an XPI has a longer name. */
    private static final int NAME_LIMIT = 1000;
    private static final int REQUIRES_LIMIT = 20_000;
    private static final int CHROME_LINES_SHOWN = 5;

    private static final List<String> COMMENTS = List.of("//", "/*", "*", "dump(");
    private static final Pattern REQUIRE = Pattern
            .compile("(?<!['\"])require\\s*+\\(\\s*+['\"]([^'\"]++)['\"]\\s*+\\)");
    private static final Pattern DEFINE = Pattern
            .compile("(?:require|define)\\s*+\\(\\s*+(?:['\"][^'\"]++['\"]\\s*+,\\s*+)?\\[");
    private static final Pattern NAME = Pattern.compile("['\"]([^'\"]++)['\"]");
    private static final Pattern CHROME = Pattern.compile("Components\\.[a-zA-Z]");
    /** Names that an asynchronous definition gets from its loader. */
    private static final List<String> LOADERS_OWN = List.of("exports", "require", "module");

    private final String text;
    private final SortedMap<String, Integer> requires = new TreeMap<>();
    private final List<String> chrome = new ArrayList<>();

    private SourceScanner(String text) {
        this.text = text;
    }

    /**
     * Scans a module.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} when it is larger than 16 MiB, or requires more than 20,000 names
     */
    static ScannedSource scan(Content source) throws IOException {
        byte[] bytes = source.bytes(SOURCE_LIMIT);
        var scanner = new SourceScanner(new String(bytes, StandardCharsets.UTF_8));
        scanner.scanLines();
        scanner.scanDefinitions();
        return new ScannedSource(Digest.sha256(bytes), scanner.requires, scanner.chrome);
    }

    private void scanLines() {
        Matcher require = REQUIRE.matcher(text);
        Matcher components = CHROME.matcher(text);
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int end = end('\n', start, text.length());
            scanClauses(require, start, end, number);
            if (!isComment(start, end) && components.region(start, end).find()) {
                addChrome(number, text.substring(start, end).strip());
            }
            start = end + 1;
        }
    }

    private void scanClauses(Matcher require, int from, int to, int line) {
        for (int start = from; start < to;) {
            int end = end(';', start, to);
            if (!isComment(start, end)) {
                require.region(start, end);
                while (require.find()) {
                    add(require.start(1), require.end(1), line);
                }
            }
            start = end + 1;
        }
    }

    /** A list may go over several lines. */
    private void scanDefinitions() {
        Matcher define = DEFINE.matcher(text);
        int lineStart = 0;
        int looked = -1;
        boolean comment = false;
        int seen = 0;
        int from = 0;
        while (define.find(from)) {
            int close = text.indexOf(']', define.end());
            if (close < 0) {
                // Nor has any later list an end.
                return;
            }
            // Forward only, and once a line: looking back from each list would take quadratic time in a long one.
            for (; seen < define.start(); seen++) {
                if (text.charAt(seen) == '\n') {
                    lineStart = seen + 1;
                }
            }
            if (looked != lineStart) {
                looked = lineStart;
                comment = isComment(lineStart, define.start());
            }
            if (!comment) {
                scanNames(define.end(), close);
            }
            from = close + 1;
        }
    }

    private void scanNames(int from, int to) {
        Matcher name = NAME.matcher(text);
        for (int start = from; start < to;) {
            int end = end(',', start, to);
            int first = skipBlanks(start, end);
            int last = end;
            while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
                last--;
            }
            if (name.region(first, last).matches() && !LOADERS_OWN.contains(name.group(1))) {
                add(first + 1, last - 1, 0);
            }
            start = end + 1;
        }
    }

    private void add(int from, int to, int line) {
        if (to - from > NAME_LIMIT || requires.size() == REQUIRES_LIMIT) {
            throw CfxRefusal.tooLarge("a module requires a name of more than " + NAME_LIMIT + " characters, or more than "
                    + REQUIRES_LIMIT + " names");
        }
        requires.putIfAbsent(text.substring(from, to), line);
    }

    private void addChrome(int line, String what) {
        if (chrome.size() < CHROME_LINES_SHOWN) {
            chrome.add(line + ": " + CfxRefusal.shown(what));
        }
    }

    private boolean isComment(int from, int to) {
        int first = skipBlanks(from, to);
        return COMMENTS.stream().anyMatch(comment -> first < to && text.startsWith(comment, first));
    }

    private int skipBlanks(int from, int to) {
        int first = from;
        while (first < to && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return first;
    }

    private int end(char delimiter, int from, int to) {
        int end = text.indexOf(delimiter, from, to);
        return end < 0 ? to : end;
    }
}
