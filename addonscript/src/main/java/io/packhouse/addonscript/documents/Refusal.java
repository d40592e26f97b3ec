package io.packhouse.addonscript.documents;

import java.util.Collection;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Everything that was found wrong at one step of the checks.
 *
 * @param code
 *            {@code relation_rules} when more than one rule of relations was broken, else the code of the problems
 * @param problems
 *            by their places, never empty, at most {@link #LIMIT}
 * @param isTruncated
 *            whether there were more
 */
public record Refusal(int status, String code, List<Problem> problems, boolean isTruncated) {

    /** The most problems that one answer tells. */
    public static final int LIMIT = 100;

    public Refusal {
        problems = List.copyOf(problems);
    }

    /** The refusal for {@code found}, in the right order, and no more than an answer should have. */
    public static Refusal of(Collection<Problem> found) {
        List<Problem> sorted = found.stream().distinct().sorted(Problem.ORDER).toList();
        ProblemCode first = sorted.getFirst().code();
        boolean isOneKind = sorted.stream().allMatch(problem -> problem.code() == first);
        return new Refusal(first.status(), isOneKind ? first.wire() : "relation_rules",
                sorted.subList(0, Math.min(LIMIT, sorted.size())), sorted.size() > LIMIT);
    }

    public static Refusal of(Problem problem) {
        return of(List.of(problem));
    }

    public RefusedException exception() {
        return new RefusedException(this);
    }

    /** One sentence for people. */
    public String detail() {
        return problems.size() == 1
                ? problems.getFirst().message()
                : (isTruncated ? "more than " : "") + problems.size() + " problems in the request";
    }

    /** The answer's body as {@code application/problem+json} (RFC 9457). */
    public ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "about:blank").put("title", status == 404 ? "Not Found" : "Bad Request").put("status", status)
                .put("detail", detail()).put("code", code);
        ArrayNode list = body.putArray("problems");
        problems.forEach(problem -> write(problem, list.addObject()));
        if (isTruncated) {
            body.put("truncated", true);
        }
        return body;
    }

    private static void write(Problem problem, ObjectNode node) {
        node.put("code", problem.code().wire());
        if (problem.side() != null) {
            node.put("side", problem.side().wire());
        }
        if (problem.addon() != null) {
            node.put("addon", problem.addon().toString());
        }
        node.put("pointer", problem.pointer());
        if (problem.range() != null) {
            node.put("range", problem.range());
        }
        node.put("message", problem.message());
    }
}
