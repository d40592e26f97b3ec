package io.packhouse.envbuilder.fetch;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code library.list}: the libraries of one side as items. With {@code from}: an array of Mojang, Fabric or Forge, Fabric's object
 * of {@code common}, {@code client} and {@code server}, or a list of such; {@code side} in place of the built one;
 * {@code os_neutral}, true where nothing else is said, which leaves out what is for some systems only; and
 * {@code default_repository} for entries that name none. Libraries of single systems in classifiers are always left out.
 *
 * <p>
 * Of entries that differ in their version only the last one counts, in the place of the first: launchers' rule for libraries of the
 * same namespace and name (AddonScript, install action {@code library}).
 *
 * <p>
 * An item has {@code coordinate}, {@code group}, {@code name}, {@code version}, {@code classifier}, {@code extension},
 * {@code path}, {@code label}, {@code url} (of its repository), {@code urls} (of the file), {@code sha1}, {@code sha256}, {@code sha512},
 * {@code size}, {@code sides}, {@code systems}; what is not known is absent.
 */
record LibraryList() implements StepKind {

    private static final String MOJANG = "https://libraries.minecraft.net/";
    private static final int ENTRIES_LIMIT = 5000;
    private static final int DEPTH_LIMIT = 4;

    @Override
    public String name() {
        return "library.list";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "side", "os_neutral", "default_repository");
    }

    @Override
    public boolean usesSide() {
        return true;
    }

    @Override
    public StepResult run(StepCall call) {
        Parameters with = call.with();
        Map<Side, Map<String, Library>> bySide = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Reading reading = new Reading(with, side, with.text("default_repository", MOJANG), isNeutral(with),
                    new LinkedHashMap<>());
            reading.read(with.json("from"), 0);
            bySide.put(side, reading.libraries());
        }
        return new StepResult(new Value.ListOf(bySide.get(side(call)).entrySet().stream()
                .<Value>map(entry -> new Value.Json(entry.getValue().item(Arrays.stream(Side.values())
                        .filter(side -> entry.getValue().equals(bySide.get(side).get(entry.getKey()))).toList())))
                .toList()));
    }

    private static boolean isNeutral(Parameters with) {
        return switch (with.text("os_neutral", "true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw with.wrong("os_neutral", "is true or false");
        };
    }

    private static Side side(StepCall call) {
        if (!call.with().has("side")) {
            return call.side();
        }
        String wire = call.with().text("side");
        return Arrays.stream(Side.values()).filter(side -> side.wire().equals(wire)).findFirst()
                .orElseThrow(() -> call.with().wrong("side", "is client or server"));
    }

    /** The reading of the list for one side. */
    private record Reading(Parameters with, Side side, String repository, boolean isNeutral,
            Map<String, Library> libraries) {

        void read(JsonNode node, int depth) {
            if (depth > DEPTH_LIMIT) {
                throw wrong("is nested too deep", node);
            }
            if (node.isArray()) {
                if (node.size() > ENTRIES_LIMIT) {
                    throw wrong("has more than " + ENTRIES_LIMIT + " entries", node);
                }
                node.forEach(entry -> read(entry, depth + 1));
            } else if (node.has("name")) {
                add(node);
            } else if (node.has("common") || node.has("client") || node.has("server")) {
                for (String part : List.of("common", side.wire())) {
                    if (node.has(part)) {
                        read(node.get(part), depth + 1);
                    }
                }
            } else {
                throw wrong("has an entry that is no library", node);
            }
        }

        private void add(JsonNode entry) {
            JsonNode rules = entry.path("rules");
            if (Library.isNatives(entry) || !Library.isFor(side, entry)
                    || (isNeutral && !SystemRules.isNeutral(rules)) || SystemRules.allowed(rules).isEmpty()) {
                return;
            }
            try {
                Library library = Library.of(entry, repository);
                libraries.put(library.key(), library);
            } catch (IllegalArgumentException e) {
                throw wrong("has an entry that cannot be used, " + e.getMessage(), entry);
            }
            if (libraries.size() > ENTRIES_LIMIT) {
                throw wrong("has more than " + ENTRIES_LIMIT + " entries", entry);
            }
        }

        private FailureException wrong(String what, JsonNode where) {
            return new Failure(Failure.Code.UPSTREAM,
                    "step " + with.step() + ": the list of libraries " + what + ": " + Problem.echo(where.toString()))
                    .exception();
        }
    }
}
