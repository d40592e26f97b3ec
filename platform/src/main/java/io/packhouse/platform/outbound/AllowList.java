package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the guard lets pass besides public addresses.
 *
 * @param networks
 *            addresses within these
 * @param names
 *            every address that these names resolve to
 */
record AllowList(List<Network> networks, Set<String> names) {

    /**
     * Reads networks ({@code 10.1.0.0/16}), addresses and host names.
     *
     * @throws IllegalArgumentException
     *             when an entry is none of these
     */
    static AllowList parse(List<String> entries) {
        var networks = entries.stream().filter(Network::looksLikeOne).map(Network::parse).toList();
        var names = entries.stream().filter(entry -> !Network.looksLikeOne(entry)).map(AllowList::name)
                .collect(Collectors.toUnmodifiableSet());
        return new AllowList(networks, names);
    }

    private static String name(String entry) {
        if (Host.parse(entry) instanceof Host.Name(String ascii)) {
            return ascii;
        }
        throw new IllegalArgumentException("'" + entry + "' is neither a network nor a host name");
    }

    /**
     * Whether the address passes, by itself or by what is reached through it; a cloud's metadata service passes only where it is
     * named exactly.
     */
    boolean allows(Host host, InetAddress address) {
        InetAddress reached = SpecialNetworks.reached(address);
        return SpecialNetworks.isMetadata(reached)
                ? networks.stream().anyMatch(network -> network.isExactly(reached))
                : names.contains(host.toString())
                        || networks.stream().anyMatch(network -> network.contains(address) || network.contains(reached));
    }
}
