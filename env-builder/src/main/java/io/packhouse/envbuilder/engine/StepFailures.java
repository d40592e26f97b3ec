package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Failures of steps with the step in their sentence, but for those that are an answer to the one who asked. */
final class StepFailures {

    private StepFailures() {
    }

    /** Does {@code work} of the step of that name. */
    static <T> T named(String step, BuildThreads.Work<T> work) throws IOException, InterruptedException {
        try {
            return work.run();
        } catch (FailureException e) {
            Failure failure = e.failure();
            boolean isAnswer = failure.code() == Failure.Code.NOT_FOUND || failure.code() == Failure.Code.INVALID_REQUEST;
            if (isAnswer || failure.message().startsWith("step " + step)) {
                throw e;
            }
            throw new Failure(failure.code(), "step " + step + ": " + failure.message(), failure.violations(),
                    failure.retryAfter()).exception(e);
        } catch (UncheckedIOException e) {
            throw new IOException("step " + step + ": " + e.getCause().getMessage(), e);
        } catch (IOException e) {
            throw new IOException("step " + step + ": " + e.getMessage(), e);
        }
    }
}
