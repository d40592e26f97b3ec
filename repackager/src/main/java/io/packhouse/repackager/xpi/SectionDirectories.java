package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * In which directory of a package each section lies: where the caller forces it, else where the package.json says in
 * {@code directories}, else where everybody has it.
 *
 * @param bySection
 *            {@code lib}, {@code data} and {@code tests} to a relative path without a slash at its end
 */
record SectionDirectories(Map<String, String> bySection) {

    private static final List<String> SECTIONS = List.of("lib", "data", "tests");

    SectionDirectories {
        bySection = Map.copyOf(bySection);
    }

    /**
     * The directories of a package. What {@code directories} says is removed where it cannot be followed: a path that leads out
     * of the package, or sections within each other.
     *
     * @param json
     *            the package.json
     * @param forced
     *            by section, what the caller forces
     */
    static SectionDirectories of(ObjectNode json, Map<String, String> forced) {
        Map<String, String> directories = new HashMap<>();
        for (String section : SECTIONS) {
            directories.put(section, section);
            JsonNode said = json.path("directories").path(section);
            normal(said.asText("")).ifPresent(path -> directories.put(section, path));
        }
        if (!apart(directories) || !textual(json)) {
            SECTIONS.forEach(section -> directories.put(section, section));
            json.remove("directories");
        }
        for (String section : SECTIONS) {
            String path = forced.getOrDefault(section, "");
            if (!path.isEmpty()) {
                directories.put(section, normal(path).orElseThrow(() -> Refused.because("'" + section + "' is forced to be "
                        + Refused.shown(path) + "; it is a directory below the package, such as '" + section + "'")));
            }
        }
        if (!apart(directories)) {
            throw Refused.because("'lib', 'data' and 'tests' are forced to be directories within each other; each has to "
                    + "have its own");
        }
        return new SectionDirectories(directories);
    }

    /** Where a file of a section lies in the package. */
    String path(ResourceLayout.Place place) {
        return bySection.get(place.section()) + "/" + place.path();
    }

    /** What the package.json says of those that the caller forces, as they are followed. */
    Map<String, String> forced(Map<String, String> wanted) {
        Map<String, String> said = new TreeMap<>(bySection);
        said.keySet().removeIf(section -> wanted.getOrDefault(section, "").isEmpty());
        return said;
    }

    private static boolean textual(ObjectNode json) {
        JsonNode directories = json.path("directories");
        return directories.isMissingNode() || (directories.isObject() && SECTIONS.stream()
                .allMatch(section -> directories.path(section).isMissingNode()
                        || normal(directories.path(section).asText("")).isPresent()));
    }

    /** A relative path without {@code ./} before and {@code /} behind it; empty when it is none or leads out of the package. */
    private static Optional<String> normal(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.contains("\\") || part.contains(":")
                    || part.chars().anyMatch(Character::isISOControl)) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return path.startsWith("/") || parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    private static boolean apart(Map<String, String> directories) {
        return SECTIONS.stream().allMatch(one -> SECTIONS.stream().filter(other -> !other.equals(one)).noneMatch(
                other -> (directories.get(other) + "/").startsWith(directories.get(one) + "/")));
    }
}
