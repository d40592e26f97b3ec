package io.packhouse.deploy;

import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may know whom. The modules' POMs hold the same between modules; this holds it where a class path could hide it, and
 * within modules.
 */
class ArrowsTest {

    private static final String HOUSE = "io.packhouse.";

    /** What a module may use besides itself. Every module that is not named here is a service. */
    private static final Map<String, Set<String>> USES = Map.of("contracts", Set.of(), "broker", Set.of(), "platform",
            Set.of("contracts"), "testkit", Set.of("broker"), "ampkg", Set.of(), "addonscript", Set.of(), "archives",
            Set.of(),
            "platformtestkit", Set.of("contracts", "platform"));
    private static final Set<String> SERVICE_USES = Set.of("contracts", "platform", "ampkg", "addonscript",
            "archives");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.packhouse");

    @Test
    void sees_every_module() {
        assertThat(CLASSES.stream().map(ArrowsTest::module).distinct()).contains("contracts", "platform", "gateway",
                "installerbuilder", "repackager", "broker", "deploy");
    }

    @Test
    void points_one_way_between_modules() {
        allowedModules().check(CLASSES);
    }

    @Test
    void goes_round_in_no_circle_between_the_features_of_a_module() {
        slices().matching(
                "io.packhouse.[platform|gateway|installerbuilder|repackager|ampkg|addonscript|archives|packagestore|signing|envbuilder].(*)..")
                .should().beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void keeps_contracts_free_of_everything_but_jackson() {
        noClasses().that().resideInAPackage("io.packhouse.contracts..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "org.apache.kafka..", "org.slf4j..").check(CLASSES);
    }

    @Test
    void logs_by_slf4j_only() {
        noClasses().that().resideOutsideOfPackages("io.packhouse.platform.log..", "io.packhouse.platform.trace..").should()
                .dependOnClassesThat().resideInAnyPackage("org.apache.logging..", "java.util.logging..").check(CLASSES);
    }

    private static ArchRule allowedModules() {
        return classes().that(new DescribedPredicate<JavaClass>("are not of deploy, which wires everything") {
            @Override
            public boolean test(JavaClass type) {
                return !module(type).equals("deploy");
            }
        }).should(new ArchCondition<JavaClass>("use only the modules before theirs") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream().filter(dependency -> !isAllowed(module(type), dependency))
                        .forEach(dependency -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        });
    }

    private static boolean isAllowed(String from, Dependency dependency) {
        String to = module(dependency.getTargetClass());
        return to.isEmpty() || to.equals(from) || USES.getOrDefault(from, SERVICE_USES).contains(to);
    }

    /** The part of the package's name after {@code io.packhouse.}; empty for classes of others. */
    private static String module(JavaClass type) {
        var name = type.getBaseComponentType().getPackageName();
        return name.startsWith(HOUSE) ? name.substring(HOUSE.length()).replaceFirst("\\..*", "") : "";
    }
}
