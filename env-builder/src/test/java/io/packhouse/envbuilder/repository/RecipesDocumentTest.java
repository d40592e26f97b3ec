package io.packhouse.envbuilder.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.addonscript.recipes.Template;
import io.packhouse.contracts.FailureException;
import io.packhouse.testkit.upstream.Upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code docs/recipes.md} says is so: its example is built as it stands there, and it names every kind of step. */
class RecipesDocumentTest {

    private static final String GAME = "net.minecraft:minecraft";
    private static final String GUARD = "org.example:guard";

    @TempDir
    Path directory;

    private final String document = read(Path.of("../docs/recipes.md"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path repository() throws IOException {
        Path root = directory.resolve("repository");
        for (MatchResult file : Pattern.compile("<!-- file: (\\S+) -->\n```(?:json)?\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results().toList()) {
            Path path = root.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2));
        }
        return root;
    }

    @Test
    void the_example_is_built() throws Exception {
        try (var upstream = Upstream.start()) {
            for (String version : new String[]{"1.7.36", "2.0.17"}) {
                upstream.putWithSha1("https://repo1.maven.org/maven2/org/slf4j/slf4j-api/%1$s/slf4j-api-%1$s.jar"
                        .formatted(version), version.getBytes(StandardCharsets.UTF_8));
            }
            try (var house = new RecipeHouse(repository(), directory, upstream)) {
                assertThat(house.findings()).isEmpty();
                JsonNode answer = house
                        .build("org.example:quiet", Map.of(GAME, "1.20.1", GUARD, "1.2"), Side.CLIENT, Side.SERVER)
                        .response();
                assertThat(answer.at("/launch_server/java_version").intValue()).isEqualTo(17);
                JsonNode library = answer.at("/files/0");
                assertThat(library.path("qualifier").textValue()).startsWith("slf4j-api-");
                assertThat(library.at("/install/0/args/2").textValue()).isEqualTo("2.0.17");
                JsonNode settings = answer.at("/files/1");
                assertThat(unzipped(house.bytes(house.find(settings.at("/hashes/sha256").textValue()))))
                        .containsExactly(Map.entry("config/server.properties", "online-mode=true\n"),
                                Map.entry("motd.txt", "Minecraft 1.20.1 with guard 1.2 costs $0\n"));
                assertThat(house.build("org.example:quiet", Map.of(GAME, "1.17.1"), Side.CLIENT).response()
                        .at("/launch_client/java_version").intValue()).isEqualTo(16);
                assertThatThrownBy(() -> house.build("org.example:quiet", Map.of(GAME, "1.17.1", GUARD, "1.2"), Side.SERVER))
                        .hasMessageContaining("guard needs Minecraft 1.18 or newer");
                assertThatThrownBy(() -> house.build("org.example:quiet", Map.of(GAME, "1.16.5"), Side.CLIENT))
                        .isInstanceOf(FailureException.class).hasMessageContaining("nothing is known of 1.16.5");
            }
        }
    }

    @Test
    void every_kind_of_step_has_a_row() throws Exception {
        try (var upstream = Upstream.start(); var house = new RecipeHouse(repository(), directory, upstream)) {
            assertThat(document.lines().map(line -> line.split("\\|", -1)).filter(cells -> cells.length == 5)
                    .map(cells -> cells[1].strip()).filter(kind -> kind.matches("`([a-z]+\\.[a-z]+|fail)`"))
                    .map(kind -> kind.replace("`", ""))).containsExactlyInAnyOrderElementsOf(house.kinds());
        }
    }

    /** What stands between backticks, and not in brackets, in a row's second cell are all parameters of the kind. */
    @Test
    void every_parameter_is_in_its_row() throws Exception {
        try (var upstream = Upstream.start(); var house = new RecipeHouse(repository(), directory, upstream)) {
            Map<String, Set<String>> rows = new TreeMap<>();
            document.lines().map(line -> line.split("\\|", -1)).filter(cells -> cells.length == 5)
                    .filter(cells -> house.kinds().contains(cells[1].strip().replace("`", "")))
                    .forEach(cells -> rows.put(cells[1].strip().replace("`", ""), names(cells[2])));
            Map<String, Set<String>> known = new TreeMap<>();
            house.known().forEach((kind, what) -> known.put(kind, what.parameters()));
            assertThat(rows).isEqualTo(known);
        }
    }

    private static Set<String> names(String cell) {
        return Pattern.compile("`([a-z0-9_]+)`").matcher(cell.replaceAll("\\([^)]*\\)", "")).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_template_and_document_is_one() {
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(document).results()
                .forEach(block -> StrictJson.read(block.group(1).getBytes(StandardCharsets.UTF_8), 100_000)
                        .forEach(node -> {
                            if (node.isTextual()) {
                                Template.parse(node.textValue());
                            }
                        }));
        for (String filter : new String[]{"maven_path", "maven_file", "basename", "lower", "replace:'a','b'", "urlencode",
                "join:', '", "default:'x'"}) {
            assertThat(document).contains("`" + filter + "`");
            Template.parse("${item|" + filter + "}");
        }
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
