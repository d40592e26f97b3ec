package io.packhouse.repackager.sdk;

import java.util.regex.Pattern;

/** Under which name an add-on's preferences are stored: {@code extensions.<branch>.<name>}. */
final class PreferencesBranch {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_{@}-]+");

    private PreferencesBranch() {
    }

    /** The id; from 1.16 on package.json's {@code preferences-branch} where it is a good one. */
    static String of(CfxPackage own, AddonId id, SdkRules rules) {
        String branch = own.text("preferences-branch");
        return rules.hasPreferencesBranch() && FORM.matcher(branch).matches() ? branch : id.full();
    }
}
