package io.packhouse.gateway.jobs;

import java.net.URI;
import java.net.URISyntaxException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Outcome;

/** Jobs in the JSON of the API. Sealed keys of events are not known here, and segments are nobody's business. */
public final class JobJson {

    private JobJson() {
    }

    /** The path of a job, with which {@code Location} and links begin. */
    public static String pathOf(JobId id) {
        return "/api/v1/jobs/" + id;
    }

    /** A job as every operation of the API shows it. */
    public static ObjectNode of(JobStatus status) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", status.id().value());
        json.put("href", pathOf(status.id()));
        if (status.kind() != null) {
            json.put("kind", status.kind());
        }
        json.put("state", status.state().wire());
        if (status.caller() != null) {
            json.put("caller", status.caller());
        }
        if (status.acceptedAt() != null) {
            json.put("accepted_at", status.acceptedAt().toString());
        }
        json.set("attempts", Json.tree(status.attempts()));
        if (status.progress() != null) {
            json.set("progress", Json.tree(status.progress()));
        }
        if (status.outcome() != null) {
            addOutcome(json, status.id(), status.outcome());
        }
        return json;
    }

    private static void addOutcome(ObjectNode json, JobId id, Outcome outcome) {
        json.put("ended_at", outcome.endedAt().toString());
        switch (outcome) {
            case Outcome.Succeeded succeeded -> {
                json.set("result", succeeded.result());
                ArrayNode artifacts = json.putArray("artifacts");
                succeeded.artifacts().forEach(artifact -> artifacts.add(of(id, artifact)));
            }
            case Outcome.Failed failed -> json.set("failure", Json.tree(failed.failure()));
            case Outcome.Cancelled cancelled -> json.put("cancelled_by", cancelled.by());
        }
    }

    private static ObjectNode of(JobId id, Artifact artifact) {
        return Json.mapper().createObjectNode().put("name", artifact.name()).put("content_type", artifact.contentType())
                .put("size", artifact.size()).put("sha256", artifact.sha256())
                .put("href", pathOf(id) + "/artifacts/" + segment(artifact.name()));
    }

    private static String segment(String name) {
        try {
            return new URI(null, null, "/" + name, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an artifact's name cannot be a path segment", e);
        }
    }
}
