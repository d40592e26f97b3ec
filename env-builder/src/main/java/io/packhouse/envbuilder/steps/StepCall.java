package io.packhouse.envbuilder.steps;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.envbuilder.values.Value;

/** One run of one step, as its kind sees it. */
public interface StepCall {

    /** The step's id in the recipe, for messages. */
    String id();

    /** What the recipe gives it, with all templates filled. */
    Parameters with();

    /** The side that is built; asked by kinds that say {@link StepKind#usesSide} only. */
    Side side();

    /** A file of the recipe's data, by its path from the add-on's directory, such as {@code data/table.json}. */
    Value.Blob data(String path) throws IOException;

    /** The files under a directory of the recipe's data, by their paths within it; empty when there are none. */
    SortedMap<String, Value.Blob> dataUnder(String directory) throws IOException;

    /** What a volatile step made the last time, when that is still known. */
    Optional<StepResult> previous();

    /** What the whole build may still take. */
    Budget budget();

    /**
     * Runs another step as a part of this one, with a place in the cache of its own: what is done is not done again after this
     * process has died.
     *
     * @param name
     *            for messages, such as {@code binarypatcher}
     * @param kind
     *            of the step
     */
    Value step(String name, String kind, Value.Fields with) throws IOException, InterruptedException;

    /** Adds a line to the log of the job; no secrets. Never blocks. */
    void log(String line);
}
