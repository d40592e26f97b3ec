package io.packhouse.gateway.addons;

import java.util.regex.Pattern;

import io.packhouse.contracts.addons.RebuildAddon;

/**
 * A version that a caller forces (section 2.3): letters, digits, {@code . _ -}, and the literal {@code {sdk_version}}. Any
 * other brace is wrong.
 */
final class ForcedVersion {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    /** A version of any SDK, for the place where one will stand. */
    private static final String SOME_SDK = "1.0";

    private ForcedVersion() {
    }

    static boolean isOne(String version) {
        return FORM.matcher(version.replace(RebuildAddon.SDK_VERSION, SOME_SDK)).matches();
    }
}
