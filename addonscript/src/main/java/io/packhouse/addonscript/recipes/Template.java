package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.packhouse.addonscript.documents.Problem;

/**
 * A text with values in it: <code>${steps.meta.libraries[0].name|lower}</code>; {@code $$} is a dollar sign. What is put in is
 * never read again as a template.
 *
 * @param text
 *            as it was written
 * @param parts
 *            in their order
 */
public record Template(String text, List<Part> parts) {

    private static final Set<String> FILTERS = Set.of("maven_path", "maven_file", "basename", "lower", "replace", "default",
            "urlencode", "join");
    private static final Set<String> ROOTS = Set.of("inputs", "steps", "item");
    private static final int PARTS_LIMIT = 100;
    private static final int FILE_PARTS_LIMIT = 10_000;

    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {
    }

    /** What stands there as it is. */
    public record Text(String text) implements Part {
    }

    /**
     * A value.
     *
     * @param path
     *            names and indexes, the first of them {@code inputs}, {@code steps} or {@code item} in a recipe
     * @param filters
     *            applied in this order
     */
    public record Reference(List<String> path, List<Filter> filters) implements Part {

        public Reference {
            path = List.copyOf(path);
            filters = List.copyOf(filters);
        }
    }

    /** A change of a value, such as {@code replace:'a','b'}. */
    public record Filter(String name, List<String> args) {

        public Filter {
            args = List.copyOf(args);
        }
    }

    /** The template that {@code text} writes; {@link IllegalArgumentException} with the reason when it writes none. */
    public static Template parse(String text) {
        Template template = parse(text, PARTS_LIMIT);
        template.references().forEach(reference -> checkRoot(text, reference.path()));
        return template;
    }

    /**
     * The template that a file of its own writes: its paths start with any name, as its values are none of the recipe's, and it
     * has up to 10,000 parts. {@link IllegalArgumentException} with the reason when it writes none.
     */
    public static Template parseFile(String text) {
        return parse(text, FILE_PARTS_LIMIT);
    }

    private static Template parse(String text, int limit) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (c != '$') {
                plain.append(c);
                i++;
            } else if (next == '$') {
                plain.append('$');
                i += 2;
            } else if (next == '{') {
                int end = endOfReference(text, i + 2);
                flush(plain, parts);
                parts.add(reference(text.substring(i + 2, end)));
                i = end + 1;
            } else {
                throw refused(text, "a dollar sign is written $$");
            }
        }
        flush(plain, parts);
        if (parts.size() > limit) {
            throw refused(text, "a template has at most " + limit + " parts");
        }
        return new Template(text, parts);
    }

    /** The same with all its values looked for below {@code name}. */
    public Template below(String name) {
        return new Template(text, parts.stream().<Part>map(part -> switch (part) {
            case Text plain -> plain;
            case Reference reference -> new Reference(
                    Stream.concat(Stream.of(name), reference.path().stream()).toList(), reference.filters());
        }).toList());
    }

    /** The values that it takes. */
    public List<Reference> references() {
        return parts.stream().filter(Reference.class::isInstance).map(Reference.class::cast).toList();
    }

    /** The text with its values. */
    public String fill(Function<Reference, String> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(switch (part) {
                case Text plain -> plain.text();
                case Reference reference -> values.apply(reference);
            });
        }
        return filled.toString();
    }

    private static void flush(StringBuilder plain, List<Part> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Text(plain.toString()));
            plain.setLength(0);
        }
    }

    /** The closing brace, which may stand in quotes before. */
    private static int endOfReference(String text, int from) {
        boolean isQuoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                isQuoted = !isQuoted;
            } else if (c == '}' && !isQuoted) {
                return i;
            }
        }
        throw refused(text, "${ is not closed");
    }

    private static Reference reference(String text) {
        List<String> pieces = split(text, '|');
        List<Filter> filters = new ArrayList<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            filters.add(filter(piece));
        }
        return new Reference(names(pieces.getFirst()), filters);
    }

    /** {@code steps.b[0].c} as its steps. */
    static List<String> path(String text) {
        List<String> path = names(text);
        checkRoot(text, path);
        return path;
    }

    private static void checkRoot(String text, List<String> path) {
        if (!ROOTS.contains(path.getFirst())) {
            throw refused(text, "a path starts with inputs, steps or item");
        }
    }

    private static List<String> names(String text) {
        List<String> path = new ArrayList<>();
        for (String name : text.replace("[", ".[").split("\\.", -1)) {
            boolean isIndex = name.matches("\\[[0-9]{1,6}]");
            if (!isIndex && !name.matches("[A-Za-z_][A-Za-z0-9_-]{0,127}")) {
                throw refused(text, "a path is names between dots and indexes in brackets");
            }
            path.add(isIndex ? name.substring(1, name.length() - 1) : name);
        }
        return path;
    }

    private static Filter filter(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (!FILTERS.contains(name)) {
            throw refused(text, "a filter is one of " + String.join(", ", FILTERS.stream().sorted().toList()));
        }
        List<String> args = new ArrayList<>();
        if (colon >= 0) {
            for (String arg : split(text.substring(colon + 1), ',')) {
                if (arg.length() < 2 || !arg.startsWith("'") || !arg.endsWith("'")) {
                    throw refused(text, "what a filter is given stands between single quotes");
                }
                args.add(arg.substring(1, arg.length() - 1));
            }
        }
        return new Filter(name, args);
    }

    /** At every {@code separator} outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                isQuoted = !isQuoted;
            } else if (c == separator && !isQuoted) {
                pieces.add(text.substring(from, i));
                from = i + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("«" + Problem.echo(text) + "»: " + why);
    }
}
