package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.testkit.upstream.FabricUpstream;
import io.packhouse.testkit.upstream.Family;
import io.packhouse.testkit.upstream.ForgeUpstream;
import io.packhouse.testkit.upstream.Jars;
import io.packhouse.testkit.upstream.Upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The recipes that Packhouse brings, as they are, against servers that play the upstream's. */
class LoaderRecipesTest {

    private static final String NAMESPACE = "io.packhouse.environments:";

    @TempDir
    Path directory;

    @Test
    void fabric_is_metadata_only() throws Exception {
        try (FabricUpstream upstream = FabricUpstream.start();
                RecipeHouse house = new RecipeHouse(ShippedRecipes.directory(), directory, upstream.server())) {
            assertThat(house.findings()).isEmpty();
            var built = house.build(NAMESPACE + "fabric", fabric(FabricUpstream.LOADER), Side.CLIENT, Side.SERVER);

            JsonNode answer = built.response();
            List<String> libraries = new ArrayList<>(FabricUpstream.clientLibraries());
            libraries.addAll(FabricUpstream.serverLibraries());
            assertThat(files(answer)).extracting(file -> libraryOf(file)).containsExactlyInAnyOrderElementsOf(libraries);
            for (JsonNode file : files(answer)) {
                String library = libraryOf(file);
                assertThat(file.path("src").path(0).textValue()).isEqualTo(FabricUpstream.url(library));
                assertThat(file.path("src").path(1).textValue())
                        .isEqualTo("blob:sha1/" + file.path("hashes").path("sha1").textValue());
                assertThat(Upstream.sha1(house.bytes(house.find(file.path("hashes").path("sha256").textValue()))))
                        .isEqualTo(file.path("hashes").path("sha1").textValue());
                assertThat(file.path("flags").toString()).isEqualTo(FabricUpstream.serverLibraries().contains(library)
                        ? "{\"server\":[\"required\"]}"
                        : "{\"both\":[\"required\"]}");
            }
            assertThat(answer.path("launch_client").toString()).isEqualTo("{\"side\":\"client\",\"main_class\":\""
                    + FabricUpstream.MAIN_CLASS
                    + "\",\"jvm_arguments\":[\"-DFabricMcEmu= net.minecraft.client.main.Main \"],"
                    + "\"java_version\":17}");
            assertThat(answer.path("launch_server").path("main_class").textValue()).isEqualTo(FabricUpstream.MAIN_CLASS);
        }
    }

    @Test
    void what_fabric_does_not_know_is_no_data() throws Exception {
        try (FabricUpstream upstream = FabricUpstream.start();
                RecipeHouse house = new RecipeHouse(ShippedRecipes.directory(), directory, upstream.server())) {
            assertThatThrownBy(() -> house.build(NAMESPACE + "fabric", fabric("9.9.9"), Side.CLIENT))
                    .isInstanceOfSatisfying(FailureException.class,
                            e -> assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(Code.NOT_FOUND));
            assertThatThrownBy(() -> house.build(NAMESPACE + "fabric",
                    Map.of("net.minecraft:minecraft", "1.99", "net.fabricmc:fabric-loader", FabricUpstream.LOADER),
                    Side.CLIENT))
                    .isInstanceOfSatisfying(FailureException.class,
                            e -> assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(Code.NOT_FOUND));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wrapper_runs_the_installer_on_the_players_machine(Family family) throws Exception {
        String id = family.name().toLowerCase(Locale.ROOT);
        try (ForgeUpstream upstream = ForgeUpstream.start(family)) {
            byte[] wrapper = Jars.library("wrapper");
            upstream.server().put(ForgeUpstream.WRAPPER, wrapper);
            Path root = copyOf(ShippedRecipes.directory(), directory.resolve("repository"));
            Path pins = root.resolve("io.packhouse.environments/" + id + "/data/wrappers.json");
            Files.writeString(pins, Files.readString(pins).replaceAll("[0-9a-f]{40}", Upstream.sha1(wrapper)));
            try (RecipeHouse house = new RecipeHouse(root, directory, upstream.server())) {
                JsonNode answer = house.build(NAMESPACE + id, forge(family, family.loader()), Side.CLIENT).response();

                assertThat(files(answer))
                        .extracting(file -> file.path("qualifier").textValue().replaceFirst("-[0-9a-f]{10}$", ""))
                        .containsExactlyInAnyOrder("forgewrapper", "installer", "minecraft", "tool-jartool", "tool-toolbox",
                                "eventbus");
                assertThat(files(answer).get(2).path("src").toString())
                        .matches("\\[\"https://piston-data.mojang.com/v1/objects/[0-9a-f]{40}/client.jar\"]");
                assertThat(files(answer).get(1).path("install").path(1).path("args").path(0).textValue())
                        .startsWith("./libraries/" + family.coordinate("x").split(":", -1)[0].replace('.', '/'));
                JsonNode launch = answer.path("launch_client");
                assertThat(launch.path("main_class").textValue()).endsWith("forgewrapper.installer.Main");
                assertThat(launch.path("jvm_arguments").path(1).textValue()).endsWith("-installer.jar");
                assertThat(launch.path("arguments").path(1).path("raw").textValue()).isEqualTo("forgeclient");
                assertThat(launch.path("java_version").intValue()).isEqualTo(ForgeUpstream.JAVA_VERSION);
                assertThat(answer.has("launch_server")).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_house_of_its_own_patches_the_game_itself(Family family) throws Exception {
        String id = family.name().toLowerCase(Locale.ROOT) + "-patched";
        try (ForgeUpstream upstream = ForgeUpstream.start(family);
                RecipeHouse house = new RecipeHouse(ShippedRecipes.directory(), directory, upstream.server())) {
            assertThat(house.recipe(NAMESPACE + id).publishPolicy()).isEqualTo(Recipe.PublishPolicy.PRIVATE_ONLY);
            JsonNode answer = house.build(NAMESPACE + id, forge(family, family.loader()), Side.CLIENT, Side.SERVER)
                    .response();

            for (String side : List.of("client", "server")) {
                assertThat(files(answer)).as(answer.toPrettyString())
                        .anySatisfy(file -> assertThat(file.path("hashes").path("sha1").textValue())
                                .isEqualTo(Upstream.sha1(ForgeUpstream.patched(side))));
            }
            assertThat(files(answer))
                    .extracting(file -> file.path("qualifier").textValue().replaceFirst("-[0-9a-f]{10}$", ""))
                    .contains("eventbus", "client-client-slim", "server-server-slim");
            assertThat(files(answer)).anySatisfy(file -> assertThat(libraryOf(file) + file.path("flags"))
                    .endsWith("-universal:" + family.coordinate("x").split(":", -1)[2] + "{\"both\":[\"required\"]}"));
            assertThat(answer.path("launch_client").path("main_class").textValue()).isEqualTo(ForgeUpstream.MAIN_CLASS);
            assertThat(answer.path("launch_client").path("jvm_arguments").toString()).isEqualTo("[\"-Dloader.plays=true\"]");
            assertThat(answer.path("launch_server").path("arguments").path(0).path("value").textValue())
                    .isEqualTo("forgeserver");
        }
    }

    @Test
    void an_installer_for_another_game_is_the_requests_fault() throws Exception {
        try (ForgeUpstream upstream = ForgeUpstream.start(Family.NEOFORGE)) {
            upstream.knowGame("1.21.4");
            try (RecipeHouse house = new RecipeHouse(ShippedRecipes.directory(), directory, upstream.server())) {
                assertThatThrownBy(() -> house.build(NAMESPACE + "neoforge-patched",
                        Map.of("net.minecraft:minecraft", "1.21.4",
                                "net.neoforged:neoforge", Family.NEOFORGE.loader()),
                        Side.CLIENT))
                        .isInstanceOfSatisfying(FailureException.class, e -> {
                            assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(Code.INVALID_REQUEST);
                            assertThat(e).hasMessageContaining("NeoForge 21.1.77 is for Minecraft 1.21.1, not for 1.21.4");
                        });
            }
        }
    }

    private static Map<String, String> forge(Family family, String loader) {
        return Map.of("net.minecraft:minecraft", family.game(),
                family == Family.FORGE ? "net.minecraftforge:forge" : "net.neoforged:neoforge", loader);
    }

    private static Path copyOf(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        return to;
    }

    private static Map<String, String> fabric(String loader) {
        return Map.of("net.minecraft:minecraft", FabricUpstream.GAME, "net.fabricmc:fabric-loader", loader);
    }

    private static List<JsonNode> files(JsonNode answer) {
        return StreamSupport.stream(answer.path("files").spliterator(), false).toList();
    }

    /** The coordinate that a file's install step names. */
    private static String libraryOf(JsonNode file) {
        JsonNode args = file.path("install").path(0).path("args");
        return args.path(0).textValue() + ":" + args.path(1).textValue() + ":" + args.path(2).textValue();
    }
}
