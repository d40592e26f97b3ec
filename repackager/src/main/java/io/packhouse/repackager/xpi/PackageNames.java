package io.packhouse.repackager.xpi;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of packages as an XPI may have them: they become names of directories. */
final class PackageNames {

    /** The packages of Add-on SDKs of any version; the SDK that an add-on is rebuilt with brings its own. */
    static final Set<String> OF_SDKS = Set.of("addon-kit", "api-utils", "addon-sdk", "jetpack-core", "test-harness",
            "development-mode");

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

    private PackageNames() {
    }

    /** {@code name}, if it may be one. */
    static String checked(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw Refused.because(HarnessOptions.FILE + " names a package " + Refused.shown(name)
                    + "; such a name has 1 to 100 letters, digits, '_', '-' and, not as the first, '.'");
        }
        return name;
    }
}
