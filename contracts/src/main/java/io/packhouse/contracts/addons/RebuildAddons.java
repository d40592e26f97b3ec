package io.packhouse.contracts.addons;

import java.util.List;

/**
 * The command to have several add-ons rebuilt: the element with index {@code i} becomes the job {@code parent.child(i)} on
 * the same topic. Fanning out twice makes no job twice.
 *
 * @param addons
 *            at least one
 * @param refused
 *            a line for each element that the gateway refused, for the parent's result
 */
public record RebuildAddons(List<RebuildAddon> addons, List<String> refused) {

    public RebuildAddons {
        if (addons == null || addons.isEmpty()) {
            throw new IllegalArgumentException("there is no add-on to rebuild");
        }
        addons = List.copyOf(addons);
        refused = refused == null ? List.of() : List.copyOf(refused);
    }
}
