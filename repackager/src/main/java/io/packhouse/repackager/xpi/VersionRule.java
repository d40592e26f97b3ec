package io.packhouse.repackager.xpi;

import java.math.BigInteger;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.addons.RebuildAddon;

/** Which version a rebuilt add-on gets (reference, sections 2.3 and 4.4). */
final class VersionRule {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern INTEGER = Pattern.compile("[0-9]+");
    /** Today's Firefox: one to four integers of at most nine digits, without leading zeros. */
    private static final Pattern WEBEXTENSION = Pattern.compile("(0|[1-9][0-9]{0,8})(\\.(0|[1-9][0-9]{0,8})){0,3}");

    private VersionRule() {
    }

    /**
     * The version of an add-on of any kind.
     *
     * @param wanted
     *            the version to force, or null for the next one
     * @param old
     *            the version that it had, or empty
     * @param sdkVersion
     *            of the SDK that it is built with; null when there is none
     * @throws io.packhouse.contracts.FailureException
     *             when the forced one has a character that is not allowed, or there is nothing to take the next of
     */
    static String version(@Nullable String wanted, String old, @Nullable String sdkVersion) {
        if (wanted != null) {
            return forced(wanted, sdkVersion);
        }
        if (old.isEmpty()) {
            throw Refused.because("The add-on has no version that could be incremented; name one in 'version'");
        }
        return next(old);
    }

    /** A forced version: nothing but the literal {@code {sdk_version}} is replaced, each time it occurs. */
    static String forced(String wanted, @Nullable String sdkVersion) {
        if (sdkVersion == null && wanted.contains(RebuildAddon.SDK_VERSION)) {
            throw Refused
                    .because("Wrong version format: " + Refused.shown(wanted) + " stands for the version of an SDK, but "
                            + "this add-on is built with none");
        }
        String version = sdkVersion == null ? wanted : wanted.replace(RebuildAddon.SDK_VERSION, sdkVersion);
        if (!ALLOWED.matcher(version).matches()) {
            throw Refused.because("Wrong version format: " + Refused.shown(version)
                    + "; letters, digits, '.', '_' and '-' are allowed, and {sdk_version} for the version of the SDK");
        }
        return version;
    }

    /** The version after {@code old}. */
    static String next(String old) {
        String[] parts = old.split("\\.", -1);
        return switch (parts.length) {
            case 1 -> old + ".0.1";
            case 2 -> old + ".1";
            default -> {
                String last = parts[parts.length - 1];
                yield INTEGER.matcher(last).matches()
                        ? old.substring(0, old.length() - last.length()) + new BigInteger(last).add(BigInteger.ONE)
                        : old + ".1";
            }
        };
    }

    /** {@code version}, if Firefox takes it for a WebExtension's (section 11). */
    static String ofWebExtension(String version) {
        if (!WEBEXTENSION.matcher(version).matches()) {
            throw Refused.because("Firefox takes no WebExtension with the version " + Refused.shown(version)
                    + "; it has one to four integers of at most nine digits, without leading zeros, and dots between them. "
                    + "Name such a one in 'version'");
        }
        return version;
    }
}
