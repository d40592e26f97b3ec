package io.packhouse.repackager.sdk;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An add-on's id in its forms (reference, sections 8.1, 8.3 and 8.4).
 *
 * @param full
 *            {@code em:id}
 * @param jetpack
 *            the key of the harness options: the same from 1.0 on, without {@code @jetpack} before
 * @param mangled
 *            what begins the names of resource directories up to 1.3, and {@code unique_prefix} of 1.4
 */
record AddonId(String full, String jetpack, String mangled) {

    private static final String JETPACK = "@jetpack";
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_-]+");

    /**
     * Reads package.json's id. SDK 1.0b5 refused an id that ends in {@code @jetpack}, because it added that itself; as an
     * add-on's id comes with it here, it is taken off first.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when there is none, or one that resource directories cannot be named after
     */
    static AddonId of(String given, SdkRules rules) {
        if (given.isEmpty()) {
            throw CfxRefusal.of("package.json has no id; it would be a text such as name@example.org");
        }
        boolean beta = rules.packsAllDependencies();
        String base = beta && given.endsWith(JETPACK) && given.length() > JETPACK.length()
                ? given.substring(0, given.length() - JETPACK.length())
                : given;
        String full = rules.idAsGiven() ? given : completed(base);
        String mangled = beta ? beforeAt(base).toLowerCase(Locale.ROOT) : mangled(full);
        if (!rules.nested() && !HOST_NAME.matcher(mangled).matches()) {
            throw CfxRefusal.of("invalid resource hostname: " + CfxRefusal.shown(mangled) + "; SDK " + rules.version()
                    + " names directories after the add-on's id, which may have letters, digits, '_', '-', '@' and '.'");
        }
        return new AddonId(full, beta ? base : full, mangled);
    }

    private static String completed(String id) {
        return id.contains("@") || id.startsWith("{") ? id : id + JETPACK;
    }

    private static String beforeAt(String id) {
        int at = id.indexOf('@');
        return at < 0 ? id : id.substring(0, at);
    }

    private static String mangled(String id) {
        return id.toLowerCase(Locale.ROOT).replace("@", "-at-").replace(".", "-dot-");
    }
}
