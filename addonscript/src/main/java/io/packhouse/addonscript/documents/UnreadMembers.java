package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Members of documents that nobody reads: legal, because later versions of AddonScript may have more, and mostly misspelt. So authors
 * are warned of them, and nobody is refused.
 */
public final class UnreadMembers {

    /** A member that is a note of the author. */
    private static final String COMMENT = "comment";

    private UnreadMembers() {
    }

    /** Adds a warning for each member of {@code node}, which is at {@code pointer}, that is none of {@code known}. */
    public static void warn(JsonNode node, Set<String> known, String pointer, List<Problem> warnings) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !name.equals(COMMENT)) {
                warnings.add(new Problem(ProblemCode.SCHEMA, pointer + Problem.step(name),
                        "nobody reads «" + Problem.echo(name) + "» here; what is read: "
                                + known.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }

    /** The same for each element of the array that is the member {@code list} of {@code node}. */
    public static void warn(JsonNode node, String list, Set<String> known, String pointer, List<Problem> warnings) {
        for (int i = 0; i < node.path(list).size(); i++) {
            warn(node.path(list).path(i), known, pointer + "/" + list + "/" + i, warnings);
        }
    }
}
