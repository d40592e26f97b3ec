package io.packhouse.addonscript.documents;

import java.util.EnumSet;
import java.util.Set;

/**
 * The flags of each side; what was given for {@code both} is in both.
 *
 * @param client
 *            empty when there is none: what has no flag on a side is ignored there
 */
public record SideFlags(Set<Flag> client, Set<Flag> server) {

    public static final SideFlags NONE = new SideFlags(Set.of(), Set.of());

    public SideFlags {
        client = Set.copyOf(client);
        server = Set.copyOf(server);
    }

    /** The same flags on both sides. */
    public static SideFlags both(Flag... flags) {
        Set<Flag> set = Set.of(flags);
        return new SideFlags(set, set);
    }

    public Set<Flag> on(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    public boolean has(Side side, Flag flag) {
        return on(side).contains(flag);
    }

    /** Those of {@code side} and those of this. */
    SideFlags with(Side side, Set<Flag> more) {
        Set<Flag> united = more.isEmpty() ? EnumSet.noneOf(Flag.class) : EnumSet.copyOf(more);
        united.addAll(on(side));
        return side == Side.CLIENT ? new SideFlags(united, server) : new SideFlags(client, united);
    }
}
