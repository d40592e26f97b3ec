package io.packhouse.envbuilder.archives;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * A pattern for the paths of a tree: {@code *} stands for any characters of one name, {@code ?} for one, and <code>**</code> as
 * a name of its own for any number of directories; {@code maven/} is short for <code>maven/**</code>. Every other character
 * stands for itself. Matching takes time of at most the pattern's length times the path's: nothing goes back further than to
 * the last star.
 */
final class Glob {

    private static final String ANY = "**";

    private final String text;
    private final List<String> names;

    private Glob(String text) {
        this.text = text;
        this.names = names(text.endsWith("/") ? text + ANY : text);
    }

    static Glob of(String text) {
        return new Glob(text);
    }

    /** Whether it names one file and no pattern. */
    boolean isLiteral() {
        return text.indexOf('*') < 0 && text.indexOf('?') < 0 && !text.endsWith("/");
    }

    boolean matches(String path) {
        return matches(names, names(path), ANY::equals, Glob::matchesName);
    }

    @Override
    public String toString() {
        return text;
    }

    private static List<String> names(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean matchesName(String pattern, String name) {
        return matches(characters(pattern), characters(name), "*"::equals,
                (expected, character) -> expected.equals("?") || expected.equals(character));
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /** {@code isStar} tells what stands for any number of elements. */
    private static boolean matches(List<String> pattern, List<String> text, java.util.function.Predicate<String> isStar,
            BiPredicate<String, String> isMatch) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.size()) {
            if (p < pattern.size() && isStar.test(pattern.get(p))) {
                star = p++;
                resume = t;
            } else if (p < pattern.size() && isMatch.test(pattern.get(p), text.get(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return Stream.iterate(p, i -> i < pattern.size(), i -> i + 1).allMatch(i -> isStar.test(pattern.get(i)));
    }
}
