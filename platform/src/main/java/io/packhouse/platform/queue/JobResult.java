package io.packhouse.platform.queue;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Artifact;

/**
 * What a handler made of a job.
 *
 * @param result
 *            what the kind promises; written as JSON into the outcome
 * @param artifacts
 *            the files, whose blobs are durable by now
 * @param sealed
 *            bytes for the one call that waits, carried by the event that tells of the end and by nothing else; null
 *            when there are none
 */
public record JobResult(Object result, List<Artifact> artifacts, byte @Nullable [] sealed) {

    public JobResult {
        artifacts = List.copyOf(artifacts);
    }
}
