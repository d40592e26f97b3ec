package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code json.find}: the first element of {@code in}, an array of objects, whose {@code member} is {@code equals}. No such element
 * is {@code NOT_FOUND}: nothing is known of that.
 *
 * <p>
 * With {@code "versions": true} the members are versions as their maker writes them, and {@code equals} may be one of AddonScript,
 * where what is no printable ASCII is {@code _}: {@code 1.14_Pre-Release_5} finds {@code 1.14 Pre-Release 5} (reference,
 * section 9.1). An element that is equal as it stands goes before.
 */
record JsonFind(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "json.find";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("in", "member", "equals", "versions");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        JsonNode array = Contents.json(workshop.objects(), with.value("in"), workshop.limits().document());
        if (!array.isArray()) {
            throw with.wrong("in", "is no array");
        }
        String member = with.text("member");
        String wanted = with.text("equals");
        List<UnaryOperator<String>> spellings = new ArrayList<>(List.of(UnaryOperator.identity()));
        if (with.isTrue("versions")) {
            spellings.add(JsonFind::asVersion);
        }
        for (UnaryOperator<String> spelling : spellings) {
            for (JsonNode element : array) {
                if (element.path(member).isTextual() && spelling.apply(element.path(member).textValue()).equals(wanted)) {
                    return new StepResult(new Value.Json(element));
                }
            }
        }
        throw new Failure(Failure.Code.NOT_FOUND,
                "nothing is known of " + Problem.echo(wanted) + " (step " + call.id() + ")").exception();
    }

    private static String asVersion(String text) {
        return text.replaceAll("[^!-~]", "_");
    }
}
