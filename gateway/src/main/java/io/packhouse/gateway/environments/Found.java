package io.packhouse.gateway.environments;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.contracts.JobId;

/** What there is for an order. */
sealed interface Found {

    /** The environment. */
    record Ready(Answer answer) implements Found {
    }

    /**
     * What a build has found lately.
     *
     * @param build
     *            which one
     */
    record Refused(JobId build, Refusal refusal) implements Found {
    }

    /**
     * A build that has not ended.
     *
     * @param before
     *            the last build before it that made an environment; null when there is none
     */
    record Pending(JobId build, @Nullable JobId before) implements Found {
    }
}
