package io.packhouse.gateway.installers;

/**
 * How much one request may ask for. The original has no limits; these are far above what a node could use.
 *
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
public record InstallersLimits(int vessels, int usersPerVessel, int users, int keyDigits, int pairs) {

    public InstallersLimits {
        if (vessels < 1 || usersPerVessel < 0 || users < 1 || keyDigits < 1 || pairs < 0) {
            throw new IllegalArgumentException("no limits for installers: " + vessels + " vessels, " + usersPerVessel
                    + " users per vessel, " + users + " users, " + keyDigits + " key digits, " + pairs + " pairs");
        }
    }
}
