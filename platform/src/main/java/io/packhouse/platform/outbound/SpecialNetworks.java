package io.packhouse.platform.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an address is, when it is not a public one: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890) with
 * multicast and reserved space, and the addresses at which clouds tell secrets to the machines in them.
 */
final class SpecialNetworks {

    private record Special(Network network, String what) {
    }

    private static final List<Special> IPV4 = List.of(
            special("0.0.0.0/8", "an address of this machine"), special("10.0.0.0/8", "in a private network"),
            special("100.64.0.0/10", "in a provider's shared network"),
            special("127.0.0.0/8", "a loopback address (see outbound.allow-loopback)"),
            special("169.254.0.0/16", "a link-local address"), special("172.16.0.0/12", "in a private network"),
            special("192.0.0.0/24", "in a network for protocols"), special("192.0.2.0/24", "for documentation"),
            special("192.88.99.0/24", "a 6to4 relay"), special("192.168.0.0/16", "in a private network"),
            special("198.18.0.0/15", "for benchmarks"), special("198.51.100.0/24", "for documentation"),
            special("203.0.113.0/24", "for documentation"), special("224.0.0.0/4", "a multicast address"),
            special("255.255.255.255/32", "the broadcast address"), special("240.0.0.0/4", "a reserved address"));

    /** In this order; what is none of these and not in {@link #GLOBAL} is reserved. */
    private static final List<Special> IPV6 = List.of(
            special("::/128", "an address of this machine"),
            special("::1/128", "a loopback address (see outbound.allow-loopback)"),
            special("fe80::/10", "a link-local address"), special("fec0::/10", "a site-local address"),
            special("fc00::/7", "in a private network"), special("ff00::/8", "a multicast address"),
            special("::/96", "an IPv4 address in disguise"), special("::ffff:0:0:0/96", "an IPv4 address in disguise"),
            special("64:ff9b:1::/48", "in a private network behind NAT64"), special("100::/64", "a black hole"),
            special("2001::/32", "a Teredo address, which wraps an IPv4 one"),
            special("2001::/23", "in a network for protocols"), special("2001:db8::/32", "for documentation"),
            special("2002::/16", "a 6to4 address, which wraps an IPv4 one"), special("3fff::/20", "for documentation"));

    private static final Network GLOBAL = Network.parse("2000::/3");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private static final List<Network> METADATA = List.of(
            // Amazon, Google, Azure, Oracle, DigitalOcean, OpenStack and others; Google's by IPv6.
            Network.parse("169.254.169.254"), Network.parse("fd00:ec2::254"), Network.parse("fd20:ce::254"),
            // Credentials of Amazon's containers and pods; Azure's host; Alibaba; Oracle; Tencent; Scaleway.
            Network.parse("169.254.170.2"), Network.parse("169.254.170.23"), Network.parse("fd00:ec2::23"),
            Network.parse("168.63.129.16"), Network.parse("100.100.100.200"), Network.parse("192.0.0.192"),
            Network.parse("169.254.0.23"), Network.parse("169.254.42.42"), Network.parse("fd00:42::42"));

    private SpecialNetworks() {
    }

    /** What makes the address no public one, as the end of a sentence ("which is …"); empty for a public one. */
    static Optional<String> of(InetAddress address) {
        if (isMetadata(address)) {
            return Optional.of("a cloud's metadata service");
        }
        var table = address instanceof Inet6Address ? IPV6 : IPV4;
        var found = table.stream().filter(special -> special.network().contains(address)).map(Special::what).findFirst();
        return found.isEmpty() && address instanceof Inet6Address && !GLOBAL.contains(address)
                ? Optional.of("a reserved address")
                : found;
    }

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The address that packets will reach: the IPv4 address in a NAT64 one (RFC 6052, which networks without IPv4 make of every
     * IPv4 address of the DNS); any other address is itself.
     */
    static InetAddress reached(InetAddress address) {
        if (!NAT64.contains(address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Special special(String network, String what) {
        return new Special(Network.parse(network), what);
    }
}
