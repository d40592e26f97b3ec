package io.packhouse.gateway.api;

import java.util.Arrays;
import java.util.Optional;

/** What a token may be used for. */
public enum Scope {
    /** See jobs and fetch what they made. */
    JOBS_READ("jobs:read"),
    /** Cancel jobs. */
    JOBS_CANCEL("jobs:cancel"),
    /** Ask for custom installers. */
    INSTALLERS_WRITE("installers:write"),
    /** Ask for rebuilt add-ons. */
    ADDONS_WRITE("addons:write"),
    /** See deliveries and the attempts at them. */
    DELIVERIES_READ("deliveries:read"),
    /** Have deliveries made again. */
    DELIVERIES_WRITE("deliveries:write"),
    /** See the packages of the store and all their revisions. */
    PACKAGES_READ("packages:read"),
    /** Upload packages, and go back to a revision. */
    PACKAGES_WRITE("packages:write"),
    /** Take packages out of the store. */
    PACKAGES_REMOVE("packages:remove");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    /** The scope as it is written in the tokens file. */
    public String wire() {
        return wire;
    }

    /** The scope that {@code text} spells, or empty. */
    public static Optional<Scope> parse(String text) {
        return Arrays.stream(values()).filter(scope -> scope.wire.equals(text)).findFirst();
    }
}
