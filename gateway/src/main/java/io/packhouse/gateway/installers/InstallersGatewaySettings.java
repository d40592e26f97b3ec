package io.packhouse.gateway.installers;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What the gateway's part of the installers lets an operator choose: the keys {@code installers.*} of
 * {@code config/gateway-installers.yaml}.
 *
 * @param mount
 *            the path that everything of this interface lies below; {@code /} for none
 * @param reservedPercentage
 *            the operator's own share, a multiple of ten below 100; callers share out the rest
 * @param waitLimit
 *            how long a call waits for its installers before the build is called off
 * @param patience
 *            how long a download or {@code get_urls} waits for a build that has not ended
 * @param limits
 *            how much one request may ask for
 */
public record InstallersGatewaySettings(String mount, int reservedPercentage, Duration waitLimit, Duration patience,
        InstallersLimits limits) {

    /** The name of the annotated default file on the class path. */
    public static final String DEFAULTS = "config/gateway-installers.yaml";
    /** The section of these settings. */
    public static final String SECTION = "installers";

    private static final Pattern MOUNT = Pattern.compile("/|(/[A-Za-z0-9_.-]+)+/?");

    public InstallersGatewaySettings {
        if (!MOUNT.matcher(mount).matches()) {
            throw new IllegalArgumentException("mount must be a path such as /custom_install, not '" + mount + "'");
        }
        if (reservedPercentage < 0 || reservedPercentage > 90 || reservedPercentage % 10 != 0) {
            throw new IllegalArgumentException(
                    "reserved-percentage must be a multiple of ten from 0 to 90, not " + reservedPercentage);
        }
        if (waitLimit.isNegative() || waitLimit.isZero() || patience.isNegative()) {
            throw new IllegalArgumentException("wait-limit must be longer than nothing, and patience not negative");
        }
    }

    /** The mount without a slash at its end, so that a path can follow: empty for {@code /}. */
    String prefix() {
        return mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    }
}
