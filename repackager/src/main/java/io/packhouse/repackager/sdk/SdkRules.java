package io.packhouse.repackager.sdk;

/**
 * What an SDK of a version does differently from others: every rule by version of the reference's section 8, in one place.
 *
 * @param version
 *            the SDK's
 * @param generation
 *            its generation
 */
record SdkRules(SdkVersion version, Generation generation) {

    static SdkRules of(Sdk sdk) {
        return new SdkRules(sdk.version(), sdk.generation());
    }

    /** Files lie in {@code resources/<package>/<section>}, and modules are named by paths and not by URIs. */
    boolean nested() {
        return generation.from(Generation.NESTED);
    }

    /** The SDK is one package, {@code addon-sdk}, with a table of short names. */
    boolean single() {
        return generation.from(Generation.SINGLE);
    }

    /** Module paths have neither {@code lib} nor {@code .js}, and the SDK's own modules are not in the manifest. */
    boolean shortPaths() {
        return generation.from(Generation.BUNDLED);
    }

    /** The SDK's modules are only in the XPI when asked for. */
    boolean unbundled() {
        return generation == Generation.UNBUNDLED;
    }

    /** Packages that nothing requires, and unresolved names, are noticed by following requirements; before 1.0 all are packed. */
    boolean packsAllDependencies() {
        return generation == Generation.BETA;
    }

    /** The manifest lists every module of every package, with keys that 1.0b5 replaced. */
    boolean oldManifest() {
        return !version.from("1.0b5");
    }

    /** An id without {@code @} is used as it is; later SDKs complete it with {@code @jetpack}. */
    boolean idAsGiven() {
        return !version.from("1.0b4");
    }

    boolean hasSdkVersionKey() {
        return version.from("1.0b2");
    }

    boolean hasNameKey() {
        return version.from("1.0b3");
    }

    boolean hasIcon64() {
        return version.from("1.0b3");
    }

    boolean failsOnUnresolved() {
        return !packsAllDependencies() && !version.fromLine(1, 17);
    }

    boolean stripsByDefault() {
        return version.fromLine(1, 1);
    }

    boolean hasStripOption() {
        return !packsAllDependencies() && !version.fromLine(1, 3);
    }

    /** Entries are sorted, and each directory has an entry. */
    boolean sorted() {
        return version.fromLine(1, 3);
    }

    boolean hasHarnessOption() {
        return version.fromLine(1, 3);
    }

    boolean hasForceMobile() {
        return version.fromLine(1, 3);
    }

    /** The template has {@code components/harness.js}. */
    boolean hasHarnessScript() {
        return !nested();
    }

    boolean hasUniquePrefix() {
        return nested() && !version.fromLine(1, 5);
    }

    /** The key {@code bootstrap} with the contract and class ids of an XPCOM component. */
    boolean hasHarnessComponent() {
        return !version.fromLine(1, 5);
    }

    boolean unpacksByDefault() {
        return !version.fromLine(1, 5);
    }

    boolean hasPreferences() {
        return version.fromLine(1, 4);
    }

    boolean hasLocales() {
        return version.fromLine(1, 5);
    }

    boolean hasContributors() {
        return version.fromLine(1, 6);
    }

    boolean hasTranslators() {
        return version.fromLine(1, 13);
    }

    boolean hasPermissions() {
        return version.fromLine(1, 14);
    }

    boolean hasPreferencesBranch() {
        return version.fromLine(1, 16);
    }

    boolean hasTestModulesKey() {
        return nested() && !version.fromLine(1, 14);
    }

    /** Requiring {@code self} names the package's data, by URI and digest, in place of a module. */
    boolean selfCarriesData() {
        return !version.fromLine(1, 9);
    }

    /** Data is packed even where no module requires {@code self}. */
    boolean packsDataAlways() {
        return version.fromLine(1, 10);
    }

    boolean wantsHttpsUpdateLink() {
        return version.fromLine(1, 11);
    }

    boolean hasSdkOptions() {
        return version.fromLine(1, 14);
    }

    boolean hasChrome() {
        return version.fromLine(1, 15);
    }

    boolean warnsOfOldNames() {
        return version.fromLine(1, 15);
    }

    boolean titleFirst() {
        return version.fromLine(1, 17);
    }

    boolean leavesOutDsStore() {
        return version.fromLine(1, 1);
    }

    boolean leavesOutDotFiles() {
        return version.fromLine(1, 2);
    }
}
