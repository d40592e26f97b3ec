package io.packhouse.addonscript.documents;

import java.util.List;

/**
 * One side of a request.
 *
 * @param requested
 *            the expected add-ons that become part of the environment, as they were sent
 * @param provided
 *            the other related add-ons that are or will be installed, as they were sent
 */
public record RequestedSide(List<AddonDescriptor> requested, List<AddonDescriptor> provided) {

    public static final RequestedSide EMPTY = new RequestedSide(List.of(), List.of());

    public RequestedSide {
        requested = List.copyOf(requested);
        provided = List.copyOf(provided);
    }
}
