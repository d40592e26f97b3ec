package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.environments.BuildEnvironment.ResponseForm;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AnswerTest {

    @TempDir
    private Path directory;
    private Workbench bench;

    @BeforeEach
    void begin() {
        Workbench store = new Workbench(directory);
        bench = new Workbench(directory, store.files("http.file"),
                TestKind.of("maven.file", call -> linked(store, call.with().text("content", ""))),
                TestKind.ofSide("library.list", call -> store.file("side", call.side().wire())),
                TestKind.ofVolatile("http.json", call -> new StepResult(store.file("v", "volatile"))),
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))),
                TestKind.of("text.template", call -> new Value.Text(call.with().text("text"))));
    }

    private static Value linked(Workbench store, String content) throws IOException {
        Value.Blob blob = store.file("jar", content);
        return new Value.Blob(blob.content(), blob.sha1(), blob.sha512(), List.of("https://m.org/a%20b/lib-1.jar?x"),
                blob.facts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no input               | {'id':'a','kind':'http.file','with':{'content':'1'}}                              | a
            an input               | {'id':'a','kind':'http.file','with':{'content':'${inputs.game.version}'}}         | a-#
            through a step         | {'id':'t','kind':'text.template','with':{'text':'${inputs.game.version}'}},{'id':'a','kind':'http.file','with':{'content':'${steps.t}'}} | a-#
            fetched without a hash | {'id':'a','kind':'http.json'}                                                     | a-#
            made of that           | {'id':'v','kind':'http.json'},{'id':'a','kind':'http.file','with':{'content':'${steps.v.size}'}} | a-#
            another on each side   | {'id':'a','kind':'library.list'}                                                  | a-#
            condition of a step    | {'id':'a','kind':'http.file','when':{'has':'inputs.game'}}                        | a-#
            a foreach              | {'id':'l','kind':'json.merge','with':{'base':['${inputs.game.version}']}},{'id':'x','kind':'http.file','foreach':'${steps.l}'},{'id':'a','kind':'http.file','with':{'content':'${steps.x[0].size}'}} | a-#
            data                   | {'id':'a','kind':'http.file','with':{'content':'data/x'}}                         | a
            """)
    void a_name_without_suffix_is_for_what_no_request_changes(String what, String steps, String qualifier)
            throws Exception {
        JsonNode file = bench.build("HEAD,'steps':[" + steps
                + "],'files':[{'qualifier':'a','from':'${steps.a}','publish':'mirror'}]}", "client: game=1").json()
                .path("files").path(0);

        assertThat(file.path("qualifier").asText()).as(what)
                .isEqualTo(qualifier.replace("#", file.path("hashes").path("sha1").asText().substring(0, 10)));
    }

    @Test
    void a_file_whose_condition_looks_at_inputs_keeps_its_name() throws Exception {
        String recipe = """
                HEAD,'steps':[{'id':'a','kind':'http.file'}],
                 'files':[{'qualifier':'a','when':{'has':'inputs.extra'},'from':'${steps.a}','publish':'mirror'}]}""";

        assertThat(qualifiers(bench.build(recipe, "client: extra=1"))).isEqualTo("a");
        assertThat(qualifiers(bench.build(recipe, "client:"))).isEmpty();
        assertThat(qualifiers(
                bench.build("HEAD,'files':[{'qualifier':'a','from':'${inputs.game.version}','publish':'mirror'}]}",
                        "client: game=1")))
                .isEqualTo("a-356a192b79");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            link   | https://m.org/a%20b/lib-1.jar?x
            both   | https://m.org/a%20b/lib-1.jar?x blob:sha1/da39a3ee5e6b4b0d3255bfef95601890afd80709
            mirror | blob:sha1/da39a3ee5e6b4b0d3255bfef95601890afd80709
            none   | ``
            """)
    void publish_says_where_the_bytes_are(String publish, String links) throws Exception {
        JsonNode file = bench
                .build("HEAD,'steps':[{'id':'a','kind':'maven.file'}],'files':[{'qualifier':'a','from':'${steps.a}',"
                        + "'publish':'" + publish + "'}]}", "client:")
                .json().path("files").path(0);

        assertThat(file.path("src").valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))).isEqualTo(links);
    }

    @Test
    void sides_are_merged_and_values_say_where_they_belong() throws Exception {
        Workbench.Built built = bench.build(
                """
                        HEAD,'steps':[
                         {'id':'l','kind':'json.merge','with':{'base':[{'n':'a','sides':['client']},{'n':'b','sides':['both']},
                           {'n':'c','sides':['server']},{'n':'d'}]}},
                         {'id':'j','kind':'http.file','foreach':'${steps.l}','with':{'name':'${item.n}'}},
                         {'id':'s','kind':'http.file','side':'server','with':{'name':'s'}}],
                         'files':[
                          {'qualifier':'${item.name}','foreach':'${steps.j}','from':'${item}','publish':'mirror'},
                          {'qualifier':'Some  Thing_2.','from':'${steps.s}','publish':'mirror'},
                          {'qualifier':'optional','from':'${steps.j[3]}','publish':'mirror','flags':{'both':['optional'],'server':['launch']}},
                          {'qualifier':'nowhere','from':'${steps.j[3]}','publish':'mirror','flags':{}}]}""",
                "client:", "server:");

        assertThat(built.json().path("files").valueStream()
                .map(file -> file.path("qualifier").asText() + " " + file.path("flags")).toList()).containsExactly(
                        "a {\"client\":[\"required\"]}", "b {\"both\":[\"required\"]}", "d {\"both\":[\"required\"]}",
                        "c {\"server\":[\"required\"]}", "some-thing-2 {\"server\":[\"required\"]}",
                        "optional {\"client\":[\"optional\"],\"server\":[\"optional\",\"launch\"]}");
        assertThat(built.json().path("launch_server").toString()).isEqualTo("{\"side\":\"server\"}");
    }

    @Test
    void one_side_alone_has_no_word_of_the_other() throws Exception {
        JsonNode answer = bench.build("""
                HEAD,'steps':[{'id':'a','kind':'http.file'}],'files':[
                  {'qualifier':'a','from':'${steps.a}','publish':'mirror','flags':{'both':['required']}},
                  {'qualifier':'b','from':'${steps.a}','publish':'mirror','flags':{'server':['required']}}],
                 'launch':{'server':{'main_class':'x'}}}""", "client:").json();

        assertThat(answer.path("files")).hasSize(1);
        assertThat(answer.path("files").path(0).path("flags").toString()).isEqualTo("{\"client\":[\"required\"]}");
        assertThat(answer.has("launch_server")).isFalse();
        assertThat(answer.path("launch_client").toString()).isEqualTo("{\"side\":\"client\"}");
    }

    @Test
    void texts_documents_and_data_become_files() throws Exception {
        bench.data("data/eula.txt", "eula=true");
        JsonNode files = bench.build("""
                HEAD,'steps':[{'id':'t','kind':'text.template','with':{'text':'é'}},
                 {'id':'j','kind':'json.merge','with':{'base':{'b':1,'a':2}}}],'files':[
                  {'qualifier':'text','from':'${steps.t}','publish':'mirror'},
                  {'qualifier':'json','from':'${steps.j}','publish':'mirror'},
                  {'qualifier':'eula','from':'data/eula.txt','publish':'mirror'}]}""", "client:").json().path("files");

        assertThat(files.valueStream().map(file -> content(file)).toList()).containsExactly("é", "{\"a\":2,\"b\":1}",
                "eula=true");
    }

    @Test
    void launch_templates_are_filled() throws Exception {
        String recipe = """
                HEAD,'steps':[{'id':'m','kind':'json.merge','with':{'base':{'main':'org.Main','java':17,'args':['--a','b']}}}],
                 'launch':{'client':{'main_class':'${steps.m.main}','java_version':'${steps.m.java}',
                  'arguments':[{'mode':'replace','key':'version','value':'${inputs.game.version}'},'--plain'],
                  'jvm_arguments':'${steps.m.args}'}}}""";

        assertThat(bench.build(recipe, "client: game=1.20").json().path("launch_client").toString()).isEqualTo("""
                {"side":"client","main_class":"org.Main","arguments":[{"mode":"replace","key":"version","value":"1.20"},\
                {"mode":"append","raw":"--plain"}],"jvm_arguments":["--a","b"],"java_version":17}""");
        bench.form = new ResponseForm(true, true);
        assertThat(bench.build(recipe, "client: game=1.20").json().path("launch_client").toString()).isEqualTo("""
                {"main_class":"org.Main","arguments":["--version","1.20","--plain"],"jvm_arguments":["--a","b"],\
                "java_version":17}""");
    }

    @Test
    void variables_only_where_the_operator_allows_them() throws Exception {
        String recipe = "HEAD,'launch':{'client':{'jvm_arguments':['-p','$${library_directory}']}}}";

        assertThat(failure(() -> bench.build(recipe, "client:")))
                .startsWith(
                        "the recipe makes an answer that no client could use: launch_client.jvm_arguments holds a variable");
        bench.allowsVariables = true;
        assertThat(bench.build(recipe, "client:").response()).contains("\"-p\",\"${library_directory}\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name of the manifest | {'qualifier':'own','from':'${steps.a}','publish':'mirror'}                    | the recipe makes an answer that no client could use: the qualifier own is one of the manifest's own files
            nobody else has it   | {'qualifier':'a','from':'${steps.a}','publish':'link'}                        | file a: publish says link, but nobody else has these bytes; mirror would be right
            no file              | {'qualifier':'a','from':'${steps.l}'}                                         | step files/0: «${steps.l}» is no file; zip.build makes one of a tree
            nothing of a name    | {'qualifier':'__','from':'${steps.a}'}                                        | /files/0/qualifier: of «__» nothing is left in a-z, 0-9 and -
            no action            | {'qualifier':'a','from':'${steps.a}','install':[{'action':'run'}]}            | /files/0/install/0/action: «run» is not move, extract, rename, library or inject
            way out              | {'qualifier':'a','from':'${steps.a}','install':[{'action':'move','args':['../x']}]} | /files/0/install/0/args: «../x» is not a relative path that stays inside, such as ./mods
            two contents         | {'qualifier':'x','from':'${steps.a}'},{'qualifier':'X','from':'${steps.b}','when':{'has':'steps.a'}} | step files/1: two files have the qualifier x, but not the same content
            two ways             | {'qualifier':'x','from':'${steps.a}'},{'qualifier':'X','from':'${steps.a}','when':{'has':'steps.a'},'install':[{'action':'inject'}]} | step files/1: two files have the qualifier x, but not the same install steps
            """)
    void an_answer_that_no_client_could_use_is_a_fault_of_the_recipe(String what, String files, String message) {
        String recipe = "HEAD,'steps':[{'id':'a','kind':'http.file'},{'id':'b','kind':'http.file','with':{'content':'2'}},"
                + "{'id':'m','kind':'json.merge','with':{'base':['x']}},"
                + "{'id':'l','kind':'http.file','foreach':'${steps.m}','with':{'content':'${item}'}}],'files':[" + files
                + "]}";

        assertThat(failure(() -> bench.build(recipe, "client:"))).as(what).isEqualTo(message);
        assertThat(bench.objects.list("published/")).isEmpty();
    }

    @Test
    void equal_builds_give_equal_bytes_whatever_was_there_before(@TempDir Path elsewhere) throws Exception {
        String recipe = """
                HEAD,'steps':[{'id':'l','kind':'json.merge','with':{'base':['a','b','c','d','e','f','g','h']}},
                 {'id':'j','kind':'http.file','foreach':'${steps.l}','with':{'name':'${item}','content':'${item}${inputs.game.version}'}}],
                 'files':[{'qualifier':'${item.name}','foreach':'${steps.j}','from':'${item}','publish':'mirror'}]}""";
        Workbench other = new Workbench(elsewhere, new Workbench(elsewhere).files("http.file"),
                TestKind.of("json.merge", call -> new Value.Json(call.with().json("base"))));
        other.build(recipe, "client: game=2");

        Workbench.Built one = bench.build(recipe, "client: game=1", "server: game=1");

        assertThat(bench.build(recipe, "server: game=1", "client: game=1").result()).isEqualTo(one.result());
        assertThat(other.build(recipe, "client: game=1", "server: game=1").result().response())
                .isEqualTo(one.result().response());
        assertThat(qualifiers(one).replaceAll("-[0-9a-f]{10}", "")).isEqualTo("a b c d e f g h");
    }

    private String content(JsonNode file) {
        try {
            return bench.text(bench.objects.find(file.path("hashes").path("sha256").asText()).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String qualifiers(Workbench.Built built) {
        return built.json().path("files").valueStream().map(file -> file.path("qualifier").asText())
                .collect(Collectors.joining(" "));
    }

    private static String failure(ThrowingCallable build) {
        Failure failure = catchThrowableOfType(FailureException.class, build).failure();
        assertThat(failure.code()).isEqualTo(Failure.Code.INTERNAL);
        return failure.message();
    }
}
