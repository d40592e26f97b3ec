package io.packhouse.signing;

import java.time.Duration;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Kind;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** Makes signatures. */
final class SignatureHandler implements JobHandler {

    private final Duration timeLimit;

    SignatureHandler(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    @Override
    public String kind() {
        return Kind.SIGNATURE;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) {
        throw new Failure(Failure.Code.INVALID_REQUEST, "nothing is signed yet").exception();
    }
}
