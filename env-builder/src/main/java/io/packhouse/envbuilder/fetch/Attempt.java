package io.packhouse.envbuilder.fetch;

import java.io.IOException;

import io.packhouse.envbuilder.steps.StepResult;

/** What is tried with one address, as often as its failures may pass. */
@FunctionalInterface
interface Attempt {

    /** Tries once. Failures of the store, and of limits on the whole build, come as they are and end everything. */
    StepResult run() throws UpstreamException, IOException, InterruptedException;
}
