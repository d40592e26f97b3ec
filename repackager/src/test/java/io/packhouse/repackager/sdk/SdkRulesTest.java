package io.packhouse.repackager.sdk;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** From which version on, and until which, each rule holds: the numbers of the reference's section 8. */
class SdkRulesTest {

    private static final List<String> VERSIONS = List.of("1.0b1", "1.0b2", "1.0b3", "1.0b4", "1.0b5", "1.0", "1.1", "1.2.1",
            "1.3",
            "1.4.3", "1.5", "1.6.1", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12", "1.13.2", "1.14", "1.15", "1.16", "1.17");

    private static Arguments holds(String name, Predicate<SdkRules> rule, String first, String last) {
        return arguments(name, rule, first, last);
    }

    static Stream<Arguments> rules() {
        return Stream.of(holds("nested", SdkRules::nested, "1.4.3", "1.17"),
                holds("single", SdkRules::single, "1.12", "1.17"),
                holds("shortPaths", SdkRules::shortPaths, "1.14", "1.17"),
                holds("unbundled", SdkRules::unbundled, "1.15", "1.17"),
                holds("packsAllDependencies", SdkRules::packsAllDependencies, "1.0b1", "1.0b5"),
                holds("oldManifest", SdkRules::oldManifest, "1.0b1", "1.0b4"),
                holds("idAsGiven", SdkRules::idAsGiven, "1.0b1", "1.0b3"),
                holds("hasSdkVersionKey", SdkRules::hasSdkVersionKey, "1.0b2", "1.17"),
                holds("hasNameKey", SdkRules::hasNameKey, "1.0b3", "1.17"),
                holds("hasIcon64", SdkRules::hasIcon64, "1.0b3", "1.17"),
                holds("failsOnUnresolved", SdkRules::failsOnUnresolved, "1.0", "1.16"),
                holds("stripsByDefault", SdkRules::stripsByDefault, "1.1", "1.17"),
                holds("hasStripOption", SdkRules::hasStripOption, "1.0", "1.2.1"),
                holds("sorted", SdkRules::sorted, "1.3", "1.17"),
                holds("hasHarnessOption", SdkRules::hasHarnessOption, "1.3", "1.17"),
                holds("hasForceMobile", SdkRules::hasForceMobile, "1.3", "1.17"),
                holds("hasHarnessScript", SdkRules::hasHarnessScript, "1.0b1", "1.3"),
                holds("hasUniquePrefix", SdkRules::hasUniquePrefix, "1.4.3", "1.4.3"),
                holds("hasHarnessComponent", SdkRules::hasHarnessComponent, "1.0b1", "1.4.3"),
                holds("unpacksByDefault", SdkRules::unpacksByDefault, "1.0b1", "1.4.3"),
                holds("hasPreferences", SdkRules::hasPreferences, "1.4.3", "1.17"),
                holds("hasLocales", SdkRules::hasLocales, "1.5", "1.17"),
                holds("hasContributors", SdkRules::hasContributors, "1.6.1", "1.17"),
                holds("hasTranslators", SdkRules::hasTranslators, "1.13.2", "1.17"),
                holds("hasPermissions", SdkRules::hasPermissions, "1.14", "1.17"),
                holds("hasPreferencesBranch", SdkRules::hasPreferencesBranch, "1.16", "1.17"),
                holds("hasTestModulesKey", SdkRules::hasTestModulesKey, "1.4.3", "1.13.2"),
                holds("selfCarriesData", SdkRules::selfCarriesData, "1.0b1", "1.8"),
                holds("packsDataAlways", SdkRules::packsDataAlways, "1.10", "1.17"),
                holds("wantsHttpsUpdateLink", SdkRules::wantsHttpsUpdateLink, "1.11", "1.17"),
                holds("hasSdkOptions", SdkRules::hasSdkOptions, "1.14", "1.17"),
                holds("hasChrome", SdkRules::hasChrome, "1.15", "1.17"),
                holds("warnsOfOldNames", SdkRules::warnsOfOldNames, "1.15", "1.17"),
                holds("titleFirst", SdkRules::titleFirst, "1.17", "1.17"),
                holds("leavesOutDsStore", SdkRules::leavesOutDsStore, "1.1", "1.17"),
                holds("leavesOutDotFiles", SdkRules::leavesOutDotFiles, "1.2.1", "1.17"));
    }

    @ParameterizedTest(name = "{0}: {2} to {3}")
    @MethodSource("rules")
    void holdsInItsVersionsAndInNoOthers(String name, Predicate<SdkRules> rule, String first, String last) {
        List<String> holding = VERSIONS.stream().filter(version -> {
            SdkVersion parsed = SdkVersion.of(version);
            return rule.test(new SdkRules(parsed, Generation.of(parsed).orElseThrow()));
        }).toList();

        assertThat(holding).as(name)
                .isEqualTo(VERSIONS.subList(VERSIONS.indexOf(first), VERSIONS.indexOf(last) + 1));
    }
}
