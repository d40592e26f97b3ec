package io.packhouse.gateway.installers;

import java.time.Duration;

import io.packhouse.gateway.xmlrpc.XmlRpcLimits;
import io.packhouse.platform.config.ByteSize;

/**
 * How much one request may ask for. The original has no limits; these are far above what a node could use.
 *
 * @param body
 *            the size of a request's body
 * @param bodyTime
 *            how long a body may take to arrive
 * @param vessels
 *            vessels in a request
 * @param usersPerVessel
 *            entries in one vessel's list of users, before duplicates collapse
 * @param users
 *            different names in a request, owners and users together
 * @param keyDigits
 *            decimal digits of each of the two numbers of a public key
 * @param pairs
 *            key pairs that one call may have made
 */
public record InstallersLimits(ByteSize body, Duration bodyTime, int vessels, int usersPerVessel, int users, int keyDigits,
        int pairs) {

    /** A call nests its values four deep; the rest is room for members that are ignored. */
    private static final int DEPTH = 16;
    private static final int NAME = 256;
    private static final int SHORTEST_TEXT = 1024;
    /** What a user and a vessel may have beside what is counted. */
    private static final int VALUES_EACH = 10;

    public InstallersLimits {
        if (body.bytes() < SHORTEST_TEXT || body.bytes() > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException("body must be from 1KiB to 255MiB");
        }
        if (bodyTime.isNegative() || bodyTime.isZero()) {
            throw new IllegalArgumentException("body-time must be longer than nothing");
        }
        if (vessels < 1 || users < 1 || keyDigits < 1 || usersPerVessel < 0 || pairs < 0) {
            throw new IllegalArgumentException(
                    "vessels, users and key-digits must be at least 1, users-per-vessel and pairs at least 0");
        }
        if (Math.max(vessels, Math.max(usersPerVessel, users)) > 10_000 || keyDigits > 100_000) {
            throw new IllegalArgumentException(
                    "vessels, users-per-vessel and users must be at most 10000, key-digits at most 100000");
        }
    }

    /** What an XML-RPC call may have so that every request within these limits fits in. */
    XmlRpcLimits xmlRpc() {
        int values = VALUES_EACH * (vessels + users) + vessels * usersPerVessel;
        return new XmlRpcLimits(body.toInt(), DEPTH, values, Math.max(SHORTEST_TEXT, 2 * keyDigits + 2), NAME);
    }
}
