package io.packhouse.gateway;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.ext.web.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the served description against what is mounted, both ways, and against the rules of OpenAPI that matter to readers. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Set<String> PATH_ITEM = Set.of("summary", "description", "servers", "parameters");
    private static final Set<String> OPERATION = Set.of("tags", "summary", "description", "operationId", "parameters",
            "requestBody", "responses", "security");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @TempDir
    Path objects;

    @Test
    void everyDocumentedOperationIsMountedAndEveryMountedOneIsDocumented() throws Exception {
        Set<String> documented = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            path.getValue().fieldNames().forEachRemaining(name -> {
                if (METHODS.contains(name)) {
                    documented.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            });
        }
        try (GatewayHouse house = GatewayHouse.withoutKafka(objects)) {
            var router = house.gateway.router(Access.open());
            Set<String> mounted = new HashSet<>();
            for (Operation operation : house.gateway.operations()) {
                mounted.add(operation.method() + " " + operation.path());
            }

            assertThat(documented).isNotEmpty().isEqualTo(mounted);
            assertThat(router.getRoutes().stream().map(Route::getName))
                    .as("every route has a name, which is its metric, and by which none of the API is mounted past ApiRoutes")
                    .doesNotContainNull();
            assertThat(router.getRoutes().stream().map(Route::getName)
                    .filter(name -> name.startsWith("/api") && !name.endsWith("*"))
                    .toList()).allSatisfy(name -> assertThat(document().path("paths").has(name)).isTrue());
        }
    }

    @Test
    void theDocumentKeepsTheRulesOfOpenApi() throws Exception {
        JsonNode document = document();
        List<String> ids = new ArrayList<>();

        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(fields(document)).isSubsetOf("openapi", "info", "servers", "security", "tags", "paths", "components");
        document.path("paths").properties().forEach(path -> {
            Set<String> inPath = names(PARAMETER.matcher(path.getKey()));
            path.getValue().properties().forEach(item -> {
                if (!METHODS.contains(item.getKey())) {
                    assertThat(PATH_ITEM).contains(item.getKey());
                    return;
                }
                JsonNode operation = item.getValue();
                assertThat(OPERATION).containsAll(fields(operation));
                ids.add(operation.path("operationId").asText());
                Set<String> declared = new HashSet<>();
                for (JsonNode parameters : List.of(path.getValue().path("parameters"), operation.path("parameters"))) {
                    parameters.forEach(parameter -> {
                        JsonNode target = resolve(document, parameter);
                        assertThat(fields(target)).contains("name", "in", "schema");
                        if (target.path("in").asText().equals("path")) {
                            assertThat(target.path("required").asBoolean()).isTrue();
                            declared.add(target.path("name").asText());
                        }
                    });
                }
                assertThat(declared).as(path.getKey()).isEqualTo(inPath);
                assertThat(operation.path("responses").size()).as(path.getKey()).isPositive();
                operation.path("responses").properties().forEach(response -> {
                    assertThat(response.getKey()).matches("[1-5][0-9][0-9]");
                    assertThat(resolve(document, response.getValue()).path("description").asText()).isNotEmpty();
                });
            });
        });
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        JsonNode document = document();

        assertThat(document.findValuesAsText("$ref")).isNotEmpty()
                .allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference)
                        .isFalse());
    }

    @Test
    void everyComponentIsUsed() throws Exception {
        JsonNode document = document();
        Set<String> used = new HashSet<>(document.findValuesAsText("$ref"));
        document.path("components").properties().forEach(group -> {
            if (!group.getKey().equals("securitySchemes")) {
                group.getValue().fieldNames().forEachRemaining(
                        name -> assertThat(used).contains("#/components/" + group.getKey() + "/" + name));
            }
        });
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(Matcher matcher) {
        Set<String> names = new HashSet<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static JsonNode document() throws Exception {
        YAMLMapper strict = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            return strict.readTree(in);
        }
    }
}
