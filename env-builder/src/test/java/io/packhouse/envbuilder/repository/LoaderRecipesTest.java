package io.packhouse.envbuilder.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.testkit.upstream.FabricUpstream;
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
                    + FabricUpstream.MAIN_CLASS + "\",\"jvm_arguments\":[\"-DFabricMcEmu= net.minecraft.client.main.Main \"],"
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
                    Map.of("net.minecraft:minecraft", "1.99", "net.fabricmc:fabric-loader", FabricUpstream.LOADER), Side.CLIENT))
                    .isInstanceOfSatisfying(FailureException.class,
                            e -> assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(Code.NOT_FOUND));
        }
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
