package io.packhouse.addonscript.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an author of a manifest probably did not mean, though it can be used: members that nobody reads, flags that nobody knows, expected add-ons of which
 * it is not said, or said twice, whether they are required (rules L5 and L6 of the reference).
 */
public final class ManifestLint {

    private static final Set<String> MEMBERS = Set.of("addonscript", "id", "namespace", "version", "flags", "files",
            "relations",
            "repositories", "instance", "use_builder", "patches", "launch_client", "launch_server", "meta");
    private static final Set<String> RELATION = Set.of("id", "version", "namespace", "repositories", "flags");
    private static final Set<String> FILE = Set.of("qualifier", "src", "link", "install", "flags", "hashes", "meta");

    private ManifestLint() {
    }

    /**
     * What {@code manifest} was warned of, in sentences for its author; empty when nothing is.
     *
     * @param document
     *            that {@code manifest} was read from
     */
    public static List<Problem> warnings(JsonNode document, Manifest manifest) {
        List<Problem> warnings = new ArrayList<>();
        UnreadMembers.warn(document, MEMBERS, "", warnings);
        UnreadMembers.warn(document, "relations", RELATION, "", warnings);
        UnreadMembers.warn(document, "files", FILE, "", warnings);
        checkFlags(document.path("flags"), "/flags", warnings);
        for (String list : List.of("relations", "files")) {
            for (int i = 0; i < document.path(list).size(); i++) {
                checkFlags(document.path(list).path(i).path("flags"), "/" + list + "/" + i + "/flags", warnings);
            }
        }
        for (int i = 0; i < manifest.relations().size(); i++) {
            Relation relation = manifest.relations().get(i);
            for (Side side : Side.values()) {
                if (relation.flags().has(side, Flag.EXPECTED)) {
                    checkExpected(relation, side, "/relations/" + i + "/flags", warnings);
                }
            }
        }
        return warnings.stream().distinct().sorted(Problem.ORDER).toList();
    }

    private static void checkExpected(Relation relation, Side side, String pointer, List<Problem> warnings) {
        boolean isRequired = relation.flags().has(side, Flag.REQUIRED);
        boolean isOptional = relation.flags().has(side, Flag.OPTIONAL);
        if (isRequired == isOptional) {
            warnings.add(new Problem(ProblemCode.SCHEMA, pointer, relation.addon() + " is expected on the " + side.wire()
                    + (isRequired
                            ? " and both required and optional: it counts as required"
                            : " and neither required nor optional: it counts as optional")));
        }
    }

    /** Adds a warning for each flag, and each side, of {@code flags} that nobody knows. */
    public static void checkFlags(JsonNode flags, String pointer, List<Problem> warnings) {
        flags.fieldNames().forEachRemaining(side -> {
            if (!Set.of("client", "server", "both").contains(side)) {
                warnings.add(new Problem(ProblemCode.SCHEMA, pointer + Problem.step(side),
                        "«" + Problem.echo(side) + "» is no side: client, server or both"));
            }
            for (int i = 0; i < flags.path(side).size(); i++) {
                String flag = flags.path(side).path(i).asText();
                if (Flag.ofWireOrNull(flag) == null) {
                    warnings.add(new Problem(ProblemCode.SCHEMA, pointer + Problem.step(side) + "/" + i,
                            "«" + Problem.echo(flag) + "» is no flag that we know, and counts for nothing"));
                }
            }
        });
    }
}
