package io.packhouse.addonscript.relations;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.addonscript.Tables;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The order of the checks (reference, 3.6), the sides (4.1), and what is told of a refusal (3.4). */
class AdmissionTest {

    private static final String BUILDER = "'instance':true,'use_builder':true,"
            + "'repositories':[{'namespace':'org.t','instances':[]}]";
    private static final Manifest LOOM = Requests.manifest("loom-environment.json");
    private static final Manifest[] ALL = {LOOM, of("mod", "'flags':{}"),
            of("plain", "'flags':{'both':['required']},'instance':true"),
            of("free", "'flags':{'client':['optional'],'server':['incompatible']}," + BUILDER),
            of("odd", "'flags':{'client':['optional']}," + BUILDER),
            of("both", "'flags':{'client':['optional']},'relations':[{'id':'x','version':'(,)',"
                    + "'flags':{'client':['expected','required','optional']}}]," + BUILDER)};

    static Stream<Arguments> steps() {
        return Tables.rows(AdmissionTest.class, "admission.tsv");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void checks_in_this_order(String what, String body, String expected) {
        assertThat(Requests.refusal(() -> Requests.admit(filled(body), ALL))).as(what).isEqualTo(expected);
    }

    @Test
    void the_sides_that_are_built_are_those_that_are_asked_for() {
        assertThat(Requests.admit(filled("{'addonscript':{'version':2},'addon':LOOM,'server':{'requested':[GAME,LOADER]}}"),
                ALL).sides()).containsOnlyKeys(Side.SERVER);
        assertThat(Requests.admit(filled("{'addonscript':{'version':2},'addon':FREE}"), ALL).sides())
                .containsOnlyKeys(Side.CLIENT);
    }

    @Test
    void the_schema_object_is_kept_as_it_came() {
        var admitted = Requests.admit(filled("{'addonscript':{'version':2.0,'more':[1]},'addon':FREE}"), ALL);

        assertThat(admitted.request().addonscript()).hasToString("{\"version\":2.0,\"more\":[1]}");
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED,400", "SCHEMA,400", "SCHEMA_VERSION,400", "UNKNOWN_ADDON,404", "NOT_CANONICAL,400",
            "NOT_BUILDABLE,400", "NO_SIDE,400", "REQUIRED_MISSING,400", "NOT_EXPECTED,400", "VERSION_OUT_OF_RANGE,400",
            "DUPLICATE_ADDON,400", "EXPECTED_IN_PROVIDED,400", "NOT_RELATED,400", "INCOMPATIBLE,400", "NO_RECIPE,404",
            "CONSTRAINT,400", "NO_DATA,404"})
    void clients_ask_another_instance_only_when_we_know_nothing(ProblemCode code, int status) {
        assertThat(code.status()).isEqualTo(status);
    }

    @Test
    void a_refusal_tells_everything_as_problem_details() {
        var refused = catchThrowableOfType(RefusedException.class,
                () -> Requests.admit(filled("{'addonscript':{'version':2},"
                        + "'addon':LOOM,'client':{'requested':[LOADER]},'server':{'requested':[{'id':'loom-loader',"
                        + "'namespace':'org.example.loaders','version':'0.13.9'},GAME]}}"), ALL));

        assertThat(refused.refusal().toJson()).hasToString("""
                {"type":"about:blank","title":"Bad Request","status":400,"detail":"2 problems in the request",\
                "code":"relation_rules","problems":[{"code":"required_missing","side":"client",\
                "addon":"net.minecraft:minecraft","pointer":"/client/requested",\
                "message":"required expected add-on net.minecraft:minecraft is not requested"},\
                {"code":"version_out_of_range","side":"server","addon":"org.example.loaders:loom-loader",\
                "pointer":"/server/requested/0/version","range":">=0.14.0 <0.17.0",\
                "message":"0.13.9 is not in the range >=0.14.0 <0.17.0"}]}""");
    }

    @Test
    void texts_of_the_client_are_repeated_in_part_only() {
        String id = "X".repeat(100_000);
        var refused = catchThrowableOfType(RefusedException.class, () -> Requests.admit(
                "{'addonscript':{'version':2},'addon':{'id':'" + "X".repeat(4_000) + "','namespace':'" + id
                        + "','version':'1'},'client':{'" + id + "':1}}",
                ALL));

        assertThat(refused.refusal().problems()).allMatch(problem -> problem.message().length() < 350);
    }

    @Test
    void deep_and_long_bodies_are_refused_with_a_sentence() {
        String deep = "[".repeat(33) + "]".repeat(33);
        String wide = "{'addonscript':{'version':2},'addon':{'id':'a','namespace':'a','version':'1'},'client':{'requested':["
                + "1,".repeat(5_000) + "1]}}";

        assertThat(message(deep)).contains("beyond a limit").contains("32");
        assertThat(message(wide)).isEqualTo("has 5001 elements, 5000 are allowed");
        assertThat(message("[" + "1,".repeat(1_500_000) + "1]")).contains("beyond a limit");
        assertThat(message(" ".repeat(4 << 20) + " ")).isEqualTo("the document has 4194305 bytes, 4194304 are allowed");
        assertThat(message("{'addonscript':{'version':" + "9".repeat(65) + "}}")).contains("beyond a limit");
        assertThat(message("{'addonscript':{'version':" + "9".repeat(64) + "}}")).contains("64 bits");
        assertThat(message("['\\ud800']")).contains("surrogate");
        assertThat(message("[" + "{'a':".repeat(3))).startsWith("no JSON at line 1, column ");
    }

    @Test
    void other_encodings_are_refused() {
        var admission = new Admission(Requests.repository(), 2, RelationOptions.DEFAULT);

        assertThat(Requests.refusal(() -> admission.admit("{}".getBytes(StandardCharsets.UTF_16)))).isEqualTo("malformed ");
        assertThat(Requests.refusal(() -> admission.admit(new byte[]{'"', (byte) 0xff, '"'}))).isEqualTo("malformed ");
        assertThat(Requests.refusal(() -> admission.admit(new byte[0]))).isEqualTo("malformed ");
    }

    private static String message(String body) {
        return catchThrowableOfType(RefusedException.class, () -> Requests.admit(body, ALL)).refusal().problems().getFirst()
                .message();
    }

    private static Manifest of(String id, String more) {
        return Requests
                .parsed("{'addonscript':{'version':2},'id':'" + id + "','namespace':'org.t','version':'1'," + more + "}");
    }

    private static String filled(String body) {
        return body.replace("LOOM", "{'id':'loom-environment','namespace':'org.example.loaders','version':'3.1.0'}")
                .replace("FREE", "{'id':'free','namespace':'org.t','version':'1'}")
                .replace("ODD", "{'id':'odd','namespace':'org.t','version':'1'}")
                .replace("GAME", "{'id':'minecraft','namespace':'net.minecraft','version':'1.20.1'}")
                .replace("LOADER", "{'id':'loom-loader','namespace':'org.example.loaders','version':'0.15.11'}");
    }
}
