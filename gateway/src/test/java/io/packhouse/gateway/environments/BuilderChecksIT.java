package io.packhouse.gateway.environments;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.EnvironmentBuilt;

import static org.assertj.core.api.Assertions.assertThat;

/** The statuses of the reference, 3.4, in the order of 3.6, as they come over the wire. */
class BuilderChecksIT {

    static final String BUILDER = "'instance':true,'use_builder':true,'repositories':[{'namespace':'org.t','instances':[]}]";
    private static final Map<String, Code> FAILURES = Map.of("1.19.1", Code.NOT_FOUND, "1.19.2", Code.INVALID_REQUEST,
            "1.19.3",
            Code.UPSTREAM, "1.19.4", Code.UNAVAILABLE, "1.20.2", Code.TIME_LIMIT, "1.20.3", Code.ABANDONED, "1.20.4",
            Code.INTERNAL);

    @TempDir
    private static Path folder;
    private static EnvironmentsServer server;

    @BeforeAll
    static void start() {
        server = new EnvironmentsServer(folder, "deadline", "20s");
        server.jobs.worker = BuilderChecksIT::work;
        String recipe = "{'recipe':1,'for':{'versions':'[0,)'},'inputs':{},'steps':[],'files':[]";
        server.with(ToyRepository.loom(server.objects).alias("org.alias", "loom-environment", "org.example.loaders")
                .add(addon("mod", "'flags':{}"), null)
                .add(addon("norecipe", "'flags':{'client':['optional']}," + BUILDER), null)
                .add(addon("private", "'flags':{'client':['optional']}," + BUILDER),
                        recipe + ",'publish_policy':'private-only'}")
                .add(addon("strict", "'flags':{'client':['optional']}," + BUILDER
                        + ",'relations':[{'id':'minecraft','namespace':'net.minecraft','version':'[1,)',"
                        + "'flags':{'client':['required']}}]"),
                        recipe.replace("'inputs':{}",
                                "'inputs':{'game':{'addon':'net.minecraft:minecraft','from':['provided'],'required':true}}")
                                + ",'publish_policy':'public'}"));
    }

    static String addon(String id, String rest) {
        return "{'addonscript':{'version':2},'namespace':'org.t','id':'" + id + "','version':'1'," + rest + "}";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Future<EnvironmentBuilt> work(BuildEnvironment command) {
        String game = command.inputs().get(command.inputs().firstKey()).get("game");
        Code code = FAILURES.get(game);
        if (game.equals("1.20.5")) {
            server.jobs.cancelAll();
            return Future.future(_ -> {
            });
        }
        return code == null
                ? Future.succeededFuture(ToyEnvironment.build(server.objects, command, null))
                : Future.failedFuture(new Failure(code, "a sentence").exception());
    }

    static Stream<Arguments> rows() {
        return Table.rows("builder.tsv");
    }

    @ParameterizedTest(name = "{0}: {4} {5}")
    @MethodSource("rows")
    void answersAsTheTableSays(String what, String method, String headers, String body, int status, String code,
            String told) {
        List<String> sent = new ArrayList<>();
        Stream.of(headers.split(" \\| ")).filter(header -> !header.equals("-"))
                .forEach(header -> sent.addAll(List.of(header.split(": ", 2))));

        HttpResponse<String> answer = server.send(method, "/v2/builder", bytes(body), sent.toArray(String[]::new));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.headers().firstValue("X-Build-Id")).isPresent();
            return;
        }
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        if (told.startsWith("Allow")) {
            assertThat(answer.headers().firstValue("Allow")).hasValue(told.substring("Allow: ".length()));
        }
        if (method.equals("HEAD")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        JsonNode problem = EnvironmentsServer.json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("detail").asText()).isNotEmpty().hasSizeLessThan(600);
        if (told.startsWith("/")) {
            assertThat(problem.findValuesAsText("pointer")).containsExactly(told.split(" "));
        }
        if (told.startsWith("100")) {
            assertThat(problem.path("problems")).hasSize(100);
            assertThat(problem.path("truncated").asBoolean()).isTrue();
        }
    }

    private static byte[] bytes(String body) {
        return switch (body) {
            case "-" -> new byte[0];
            case "5MB" -> new byte[5_000_000];
            case "4MiB+1" -> " ".repeat((4 << 20) + 1).getBytes(StandardCharsets.US_ASCII);
            case "4MiB" -> " ".repeat(4 << 20).getBytes(StandardCharsets.US_ASCII);
            case "DEEP33" -> ("[".repeat(33) + "]".repeat(33)).getBytes(StandardCharsets.US_ASCII);
            case "DEEP100000" -> "[".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            case "LATIN1" -> "{\"\u00e4\":1}".getBytes(StandardCharsets.ISO_8859_1);
            case "UTF16" -> "{}".getBytes(StandardCharsets.UTF_16);
            case "TOOMANY" -> ToyRepository.bytes(filled("{'addonscript':{'version':2},'addon':LOOM,'server':{'requested':["
                    + Stream.iterate(0, i -> i + 1).limit(500)
                            .map(i -> "{'id':'x" + i + "','namespace':'org','version':'1'},").reduce("", String::concat)
                    + "GAME,LOADER]}}"));
            default -> ToyRepository.bytes(filled(body));
        };
    }

    static String filled(String body) {
        return body.replace("NORECIPE", "{'id':'norecipe','namespace':'org.t','version':'1'}")
                .replace("LOOM", "{'id':'loom-environment','namespace':'org.example.loaders','version':'3.1.0'}")
                .replace("GAME", "{'id':'minecraft','namespace':'net.minecraft','version':'1.20.1'}")
                .replace("LOADER", "{'id':'loom-loader','namespace':'org.example.loaders','version':'0.15.11'}");
    }
}
