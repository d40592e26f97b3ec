package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.repackager.addon.Addon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

class SdkCatalogTest {

    @TempDir
    private Path root;

    private final List<SdkCatalog> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SdkCatalog::close);
    }

    private SdkCatalog started(String wantedDefault) {
        var catalog = new SdkCatalog(Optional.of(root),
                wantedDefault.isEmpty() ? Optional.empty() : Optional.of(wantedDefault));
        opened.add(catalog);
        catalog.start();
        return catalog;
    }

    private static List<String> versions(SdkCatalogue catalogue) {
        return catalogue.sdks().stream().map(SdkCatalogue.Sdk::version).toList();
    }

    private static String why(SdkCatalog catalog, String version) {
        return catalog.states().stream().filter(state -> state.version().equals(version)).findFirst().orElseThrow().what();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void registersEveryGenerationInTheOrderOfVersions() {
        List.of("1.14", "1.0b5", "1.4.3", "1.0", "1.17", "1.12").forEach(version -> TestSdks.write(root, version));

        SdkCatalog catalog = started("");

        assertThat(versions(catalog.toContract())).isEqualTo(TestSdks.GENERATIONS);
        assertThat(catalog.toContract().sdks().get(4).generation()).startsWith("1.14: ");
        assertThat(catalog.sdk("1.4.3").generation()).isEqualTo(Generation.NESTED);
    }

    @Test
    void theHighestThatWasNotWithdrawnIsTheDefault() {
        List.of("1.12", "1.13.1", "1.4.3").forEach(version -> TestSdks.write(root, version));

        SdkCatalog catalog = started("");

        assertThat(catalog.toContract().defaultVersion()).isEqualTo("1.12");
        assertThat(catalog.sdk(null).version().text()).isEqualTo("1.12");
        assertThat(why(catalog, "1.13.1")).contains("(withdrawn)");
    }

    @Test
    void aWithdrawnOneIsTheDefaultWhereThereIsNoOther() {
        List.of("1.4", "1.13.1").forEach(version -> TestSdks.write(root, version));

        assertThat(started("").toContract().defaultVersion()).isEqualTo("1.13.1");
    }

    @Test
    void theConfiguredDefaultCounts() {
        List.of("1.12", "1.14").forEach(version -> TestSdks.write(root, version));

        assertThat(started("1.12").sdk(null).version().text()).isEqualTo("1.12");
    }

    @Test
    void aDefaultThatIsNotThereIsAFailureOfThoseWhoWantIt() {
        TestSdks.write(root, "1.14");

        SdkCatalog catalog = started("1.13.2");

        assertThat(catalog.toContract().defaultVersion()).isNull();
        assertThatThrownBy(() -> catalog.sdk(null)).hasMessageContaining("1.13.2").hasMessageContaining("addons.sdk-default")
                .hasMessageContaining("1.14").asInstanceOf(type(FailureException.class))
                .extracting(e -> e.failure().code()).isEqualTo(Failure.Code.NOT_FOUND);
        assertThat(catalog.sdk("1.14").version().text()).isEqualTo("1.14");
    }

    @Test
    void sayWhyADirectoryIsRefused() throws IOException {
        TestSdks.write(root, "0.9");
        TestSdks.write(root, "1.18");
        TestSdks.write(root, "1.5");
        Files.createDirectory(root.resolve("addon-sdk-nightly"));
        Files.delete(TestSdks.write(root, "1.0").resolve("python-lib/cuddlefish/app-extension/components/harness.js"));
        Files.delete(TestSdks.write(root, "1.12").resolve("mapping.json"));
        Files.delete(TestSdks.write(root, "1.15").resolve("app-extension/install.rdf"));
        Files.writeString(TestSdks.write(root, "1.16").resolve("package.json"), "[".repeat(10_000));
        Files.delete(TestSdks.write(root, "1.17").resolve("lib/sdk/loader/cuddlefish.js"));
        remove(TestSdks.write(root, "1.1").resolve("packages/api-utils"));
        Files.writeString(TestSdks.write(root, "1.14").resolve("app-extension/install.rdf"),
                "<!DOCTYPE x [<!ENTITY a 'b'>]><RDF/>");
        Files.createDirectory(root.resolve("addon-sdk-1.9"));

        SdkCatalog catalog = started("");

        assertThat(versions(catalog.toContract())).containsExactly("1.5");
        assertThat(why(catalog, "0.9")).contains("up to 0.9");
        assertThat(why(catalog, "1.18")).contains("after 1.17");
        assertThat(why(catalog, "nightly")).contains("version");
        assertThat(why(catalog, "1.0")).contains("components/harness.js");
        assertThat(why(catalog, "1.12")).contains("mapping.json");
        assertThat(why(catalog, "1.15")).contains("install.rdf").contains("app-extension");
        assertThat(why(catalog, "1.16")).contains("package.json").contains("JSON");
        assertThat(why(catalog, "1.17")).contains("loader");
        assertThat(why(catalog, "1.1")).contains("api-utils");
        assertThat(why(catalog, "1.14")).contains("install.rdf").contains("DOCTYPE");
        assertThat(why(catalog, "1.9")).contains("template");
    }

    @Test
    void aNewDirectoryIsRegisteredWhenTwoLooksSawTheSame() throws IOException {
        TestSdks.write(root, "1.12");
        SdkCatalog catalog = started("");
        List<List<String>> told = new ArrayList<>();
        catalog.onChange(catalogue -> told.add(versions(catalogue)));

        Path added = TestSdks.write(root, "1.14");
        catalog.scan(false);
        Files.writeString(added.resolve("lib/sdk/more.js"), "still copying");
        catalog.scan(false);

        assertThat(versions(catalog.toContract())).containsExactly("1.12");

        catalog.scan(false);
        catalog.scan(false);

        assertThat(told).containsExactly(List.of("1.12"), List.of("1.12", "1.14"));
        assertThat(catalog.sdk(null).version().text()).isEqualTo("1.14");
    }

    @Test
    void aRemovedDirectoryIsNotOfferedAndBuildsGoOnWithIt() throws Exception {
        Path directory = TestSdks.write(root, "1.14");
        SdkCatalog catalog = started("");
        Sdk held = catalog.sdk("1.14");

        remove(directory);
        catalog.scan(false);

        assertThat(catalog.toContract().sdks()).isEmpty();
        assertThatThrownBy(() -> catalog.sdk("1.14")).hasMessageContaining("addons.sdk-root");
        assertThat(CfxBuild.run(TestAddons.greeter(), held, List.of()).entries()).isNotEmpty();
    }

    @Test
    void aChangeForTheWorseLeavesTheLastGoodStateInUse() throws Exception {
        Path directory = TestSdks.write(root, "1.14");
        SdkCatalog catalog = started("");

        Files.delete(directory.resolve("app-extension/bootstrap.js"));
        catalog.scan(false);
        catalog.scan(false);

        assertThat(catalog.sdk("1.14").template()).containsKey("bootstrap.js");
        assertThat(why(catalog, "1.14")).contains("lacks bootstrap.js");
    }

    @Test
    void aChangeIsPickedUpWhileItWatches() throws Exception {
        Path directory = TestSdks.write(root, "1.14");
        SdkCatalog catalog = started("");
        catalog.watch(Duration.ofMillis(20));

        Files.writeString(directory.resolve("app-extension/bootstrap.js"), "// a newer one\n");

        Addon addon = TestAddons.greeter();
        await().untilAsserted(() -> assertThat(TestAddons.text(CfxBuild.run(addon, catalog.sdk(null), List.of()),
                "bootstrap.js")).isEqualTo("// a newer one\n"));
    }

    @Test
    void linksToDirectoriesCount(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(root.resolve("addon-sdk-1.14"), TestSdks.write(elsewhere, "1.14"));

        assertThat(versions(started("").toContract())).containsExactly("1.14");
    }

    @Test
    void noRootAndAWrongOneOfferNothing() {
        var none = new SdkCatalog(Optional.empty(), Optional.empty());
        opened.add(none);
        none.start();
        var wrong = new SdkCatalog(Optional.of(root.resolve("nowhere")), Optional.empty());
        opened.add(wrong);
        wrong.start();
        var told = new CopyOnWriteArrayList<SdkCatalogue>();
        none.onChange(told::add);

        assertThat(none.toContract()).isEqualTo(new SdkCatalogue(List.of(), null));
        assertThat(wrong.toContract()).isEqualTo(new SdkCatalogue(List.of(), null));
        assertThat(told).hasSize(1);
        assertThatThrownBy(() -> none.sdk(null)).isInstanceOf(FailureException.class)
                .hasMessageContaining("addons.sdk-root");
    }
}
