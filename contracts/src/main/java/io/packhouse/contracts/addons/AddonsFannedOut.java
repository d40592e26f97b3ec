package io.packhouse.contracts.addons;

import java.util.List;

import io.packhouse.contracts.JobId;

/**
 * The result of {@link RebuildAddons}: the jobs that do the work. The parent has ended when they are accepted, not when they
 * have ended.
 *
 * @param children
 *            in the order of the elements
 * @param refused
 *            a line for each element that became no job
 */
public record AddonsFannedOut(List<JobId> children, List<String> refused) {

    public AddonsFannedOut {
        children = List.copyOf(children);
        refused = refused == null ? List.of() : List.copyOf(refused);
    }
}
