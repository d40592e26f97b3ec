package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code json.patch}: {@code base} after the operations {@code ops} of RFC 6902, all of them or none. Files are read as JSON, those of the
 * recipe's data too. A
 * document that an operation does not fit fails with {@code UPSTREAM}, an operation that is none with {@code INTERNAL}.
 */
record JsonPatch(Workshop workshop) implements StepKind {

    private static final int OPERATIONS_LIMIT = 10_000;

    @Override
    public String name() {
        return "json.patch";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("base", "ops");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        JsonNode ops = Documents.json(call, workshop, with.value("ops"));
        if (!ops.isArray() || ops.size() > OPERATIONS_LIMIT) {
            throw with.wrong("ops", "is no array of at most " + OPERATIONS_LIMIT + " operations");
        }
        var document = new PatchedDocument(Documents.json(call, workshop, with.value("base")),
                new JsonBounds(call.id()));
        for (int i = 0; i < ops.size(); i++) {
            try {
                document.apply(PatchOperation.of(ops.get(i)));
            } catch (IllegalArgumentException e) {
                throw with.wrong("ops", "has at " + i + " what is no operation: " + e.getMessage());
            } catch (PatchedDocument.ConflictException e) {
                throw new Failure(Failure.Code.UPSTREAM,
                        "step " + call.id() + ": operation " + i + " does not fit: " + e.getMessage()).exception(e);
            }
        }
        return new StepResult(new Value.Json(document.root()));
    }
}
