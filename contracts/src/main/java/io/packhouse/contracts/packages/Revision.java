package io.packhouse.contracts.packages;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;

/**
 * A package as it was uploaded once.
 *
 * @param number
 *            counted from 1 per package, in the order of the log; an upload that changed nothing has none
 * @param at
 *            when it was uploaded
 * @param caller
 *            who uploaded it
 * @param job
 *            the upload's job
 * @param note
 *            what the uploader said of it; null when nothing
 */
public record Revision(int number, Instant at, String caller, JobId job, PackageFacts facts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note) {
}
