package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation.
 *
 * @param base
 *            any address within
 * @param bits
 *            the length of the prefix
 */
record Network(InetAddress base, int bits) {

    private static final Pattern FORM = Pattern
            .compile("([0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    Network {
        if (bits < 0 || bits > base.getAddress().length * 8) {
            throw new IllegalArgumentException("/" + bits + " is no length of a prefix of " + base.getHostAddress());
        }
    }

    /** Whether {@code text} is meant as a network or an address, rather than as a name. */
    static boolean looksLikeOne(String text) {
        return text.indexOf('/') >= 0 || text.indexOf(':') >= 0 || text.matches("[0-9.]+");
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address, which is a network of itself alone.
     *
     * @throws IllegalArgumentException
     *             when it is none; the message is a sentence's beginning
     */
    static Network parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8 or fd00::/8");
        }
        try {
            InetAddress base = InetAddress.ofLiteral(parts.group(1));
            return new Network(base,
                    parts.group(2) == null ? base.getAddress().length * 8 : Integer.parseInt(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8 or fd00::/8", e);
        }
    }

    /** Whether the address lies within; never for one of the other family. */
    boolean contains(InetAddress address) {
        byte[] one = base.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (one[i] != other[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (one[whole] ^ other[whole]) >> (8 - rest) == 0;
    }

    /** Whether this is the address alone. */
    boolean isExactly(InetAddress address) {
        return bits == base.getAddress().length * 8 && contains(address);
    }
}
