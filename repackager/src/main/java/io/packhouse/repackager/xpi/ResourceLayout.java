package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the files of packages lie in an XPI that an Add-on SDK built (reference, sections 4.2 and 8.2). */
sealed interface ResourceLayout {

    /** The sections that a package has. */
    Set<String> SECTIONS = Set.of("lib", "data", "tests");
    /** Below this all of them lie. */
    String RESOURCES = "resources/";

    /**
     * A file or directory of a package.
     *
     * @param packageName
     *            whose it is
     * @param section
     *            one of {@link #SECTIONS}
     * @param path
     *            below the section; empty for the section itself
     */
    record Place(String packageName, String section, String path) {
    }

    /**
     * What {@code resources/<directory>/<rest>} is; empty where no package has such files.
     *
     * @param rest
     *            may be empty
     */
    Optional<Place> place(String directory, String rest);

    /** What an entry is; empty when it belongs to no package. */
    default Optional<Place> place(String entry) {
        if (!entry.startsWith(RESOURCES)) {
            return Optional.empty();
        }
        String path = entry.substring(RESOURCES.length());
        int slash = path.indexOf('/');
        return slash < 0 ? Optional.empty() : place(path.substring(0, slash), path.substring(slash + 1));
    }

    /** The layout that an XPI has. */
    static ResourceLayout of(HarnessOptions options, String id) {
        return options.flat() ? Flat.of(options, id) : new Nested();
    }

    /** {@code resources/<package>/<section>/}, from SDK 1.4 on. */
    record Nested() implements ResourceLayout {
        @Override
        public Optional<Place> place(String directory, String rest) {
            int slash = rest.indexOf('/');
            String section = slash < 0 ? "" : rest.substring(0, slash);
            return SECTIONS.contains(section)
                    ? Optional.of(new Place(PackageNames.checked(directory), section, rest.substring(slash + 1)))
                    : Optional.empty();
        }
    }

    /**
     * {@code resources/<prefix><package>-<section>/}, up to SDK 1.3.
     *
     * @param packages
     *            directory to package, where the XPI says it
     * @param prefixes
     *            what directories may begin with, for those of which it does not
     */
    record Flat(Map<String, String> packages, List<String> prefixes) implements ResourceLayout {

        private static final String SCHEME = "resource://";

        static Flat of(HarnessOptions options, String id) {
            Map<String, String> packages = new java.util.HashMap<>();
            for (Map.Entry<String, JsonNode> entry : options.object("resourcePackages").properties()) {
                packages.put(entry.getKey(), PackageNames.checked(entry.getValue().asText()));
            }
            List<String> prefixes = new ArrayList<>();
            options.text("uriPrefix").filter(prefix -> prefix.startsWith(SCHEME))
                    .ifPresent(prefix -> prefixes.add(prefix.substring(SCHEME.length())));
            prefixes.addAll(prefixes(id));
            return new Flat(packages, prefixes);
        }

        /** From the longest: the id as hosts are made of it from 1.0 on, as it was before, and its part before the @. */
        private static List<String> prefixes(String id) {
            String lower = id.toLowerCase(Locale.ROOT);
            String bare = lower.startsWith("{") && lower.endsWith("}") ? lower.substring(1, lower.length() - 1) : lower;
            String host = bare.replace("@", "-at-");
            int at = bare.indexOf('@');
            return List.of(host.replace(".", "-dot-") + "-", host + "-", (at < 0 ? bare : bare.substring(0, at)) + "-");
        }

        @Override
        public Optional<Place> place(String directory, String rest) {
            int dash = directory.lastIndexOf('-');
            String section = directory.substring(dash + 1);
            if (dash < 0 || !SECTIONS.contains(section)) {
                return Optional.empty();
            }
            String said = packages.get(directory);
            return (said == null ? guess(directory.substring(0, dash)) : Optional.of(said))
                    .map(name -> new Place(PackageNames.checked(name), section, rest));
        }

        private Optional<String> guess(String directory) {
            return prefixes.stream().filter(prefix -> directory.startsWith(prefix) && directory.length() > prefix.length())
                    .map(prefix -> directory.substring(prefix.length())).findFirst();
        }
    }
}
