package io.packhouse.envbuilder.data;

import java.util.Set;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;

/**
 * {@code fail}: ends the build with {@code message}: with {@code "status": 400} because the request cannot be met, with
 * {@code 404} because nothing is known of what it asks for. Stands behind a {@code when}.
 */
record Fail() implements StepKind {

    @Override
    public String name() {
        return "fail";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("status", "message");
    }

    @Override
    public StepResult run(StepCall call) {
        Parameters with = call.with();
        Failure.Code code = switch (with.text("status")) {
            case "400" -> Failure.Code.INVALID_REQUEST;
            case "404" -> Failure.Code.NOT_FOUND;
            default -> throw with.wrong("status", "is 400 or 404");
        };
        throw new Failure(code, with.text("message")).exception();
    }
}
