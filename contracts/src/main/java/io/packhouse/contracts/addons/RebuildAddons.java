package io.packhouse.contracts.addons;

import java.util.List;

/**
 * The command to have several add-ons rebuilt: the element with index {@code i} becomes the job {@code parent.child(i)} on
 * the same topic. Fanning out twice makes no job twice.
 *
 * @param addons
 *            at least one, as they were asked for; {@link #addon} says what the job of one is
 * @param refused
 *            a line for each element that the gateway refused, for the parent's result
 * @param request
 *            what all their pingbacks say as {@code request}; it may be long, so that it is here once
 */
public record RebuildAddons(List<RebuildAddon> addons, List<String> refused, String request) {

    public RebuildAddons {
        if (addons == null || addons.isEmpty()) {
            throw new IllegalArgumentException("there is no add-on to rebuild");
        }
        addons = List.copyOf(addons);
        refused = refused == null ? List.of() : List.copyOf(refused);
        request = request == null ? "" : request;
    }

    /** The command of the element with this index, its pingback complete. */
    public RebuildAddon addon(int index) {
        RebuildAddon addon = addons.get(index);
        Pingback told = addon.pingback();
        if (told == null || !told.request().isEmpty()) {
            return addon;
        }
        return new RebuildAddon(addon.source(), addon.fileName(), addon.sdkVersion(), addon.version(), addon.forced(),
                addon.options(), new Pingback(told.url(), told.secretName(), told.location(), request, told.extras()));
    }
}
