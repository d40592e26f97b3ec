package io.packhouse.envbuilder.expressions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.recipes.Template;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.expressions.Expressions.Place;
import io.packhouse.envbuilder.values.Value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ExpressionsTest {

    private static final Value.Blob FILE = new Value.Blob(new BlobRef("a".repeat(64), 7), "b".repeat(40), "c".repeat(128),
            List.of("https://e.org/x.jar"), json("{'name':'lib','sha1':'told','deep':{'list':[1,{'x':'y'}]}}"));
    private static final Scope SCOPE = new Scope(
            Map.of("game", "1.20.1", "odd", "a/b c%?#&", "dots", "..", "dot", "."),
            Map.of("file", Optional.of(FILE), "skipped", Optional.empty(), "meta",
                    Optional.of(new Value.Json(
                            json("""
                                    {'libs':[{'name':'org.example:lib:1.0+b','url':'https://m.org/r/'},{'name':'org.example:two:2:sources@zip'}],
                                     'main':'org.Main','number':17,'yes':true,'nothing':null,'names':['a','b'],'dollar':'${inputs.game.version}',
                                     'base':'https://h.org/p','up':'../x','path':'a/b/c.jar'}"""))),
                    "list", Optional.of(new Value.ListOf(List.of(FILE, new Value.Text("t")))), "tree",
                    Optional.of(new Value.Tree(new TreeMap<>(Map.of("x.jar", FILE))))),
            new Value.Json(json("{'name':'element'}")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            version of an input  | v${inputs.game.version}                               | v1.20.1
            fact                 | ${steps.file.name}!                                   | lib!
            bytes before facts   | ${steps.file.sha1}!                                   | bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb!
            size                 | ${steps.file.size} bytes                              | 7 bytes
            deep fact            | -${steps.file.deep.list[1].x}                         | -y
            index of a list      | -${steps.list[0].name}                                | -lib
            index of JSON        | -${steps.meta.libs[1].name}                           | -org.example:two:2:sources@zip
            number               | java ${steps.meta.number}                             | java 17
            true                 | is ${steps.meta.yes}                                  | is true
            element              | -${item.name}                                         | -element
            dollar               | $$-${inputs.game.version}$$                           | $-1.20.1$
            never read again     | -${steps.meta.dollar}                                 | -${inputs.game.version}
            path of a file       | -${steps.meta.libs[0].name¦maven_path}                | -org/example/lib/1.0+b/lib-1.0+b.jar
            name of a file       | -${steps.meta.libs[1].name¦maven_file}                | -two-2-sources.zip
            last part            | -${steps.meta.base¦basename}                          | -p
            small letters        | -${steps.meta.main¦lower}                             | -org.main
            no pattern           | -${steps.meta.main¦replace:'.','/'}                   | -org/Main
            two filters          | -${steps.meta.main¦replace:'Main','X'¦lower}          | -org.x
            instead of nothing   | -${steps.meta.nothing¦default:'d'}                    | -d
            instead of skipped   | -${steps.skipped.x¦default:'d'¦lower}                 | -d
            instead of unasked   | -${inputs.shader.version¦default:''}                  | -
            not instead          | -${inputs.game.version¦default:'d'}                   | -1.20.1
            one text of a list   | -${steps.meta.names¦join:', '}                        | -a, b
            nothing between      | -${steps.meta.names¦join}                             | -ab
            each of a list       | -${steps.meta.names¦replace:'a','x'¦join:'+'}         | -x+b
            encoded              | -${inputs.odd.version¦urlencode}                      | -a%2Fb%20c%25%3F%23%26
            """)
    void fills(String what, String template, String filled) {
        assertThat(text(template, Place.PLAIN)).as(what).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a value is one segment   | https://h.org/x/${inputs.odd.version}/y?q=1             | https://h.org/x/a%2Fb%20c%25%3F%23%26/y?q=1
            but not of maven_path    | https://h.org/${steps.meta.libs[0].name¦maven_path}     | https://h.org/org/example/lib/1.0%2Bb/lib-1.0%2Bb.jar
            only when that is last   | https://h.org/${steps.meta.libs[0].name¦maven_path¦lower} | https://h.org/org%2Fexample%2Flib%2F1.0%2Bb%2Flib-1.0%2Bb.jar
            a base at the beginning  | ${steps.meta.base}/${inputs.odd.version}                | https://h.org/p/a%2Fb%20c%25%3F%23%26
            encoded once             | http://h.org/${inputs.odd.version¦urlencode}            | http://h.org/a%2Fb%20c%25%3F%23%26
            no URL, no rule          | ftp://h.org/${inputs.odd.version}                       | ftp://h.org/a/b c%?#&
            an address in a text     | see https://h.org/${inputs.odd.version}                 | see https://h.org/a/b c%?#&
            dots of the recipe's own | https://h.org/a/../b                                    | https://h.org/a/../b
            """)
    void fills_urls_segment_by_segment(String what, String template, String filled) {
        assertThat(text(template, Place.PARAMETER)).as(what).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            up in a URL          | PARAMETER | https://h.org/x/${inputs.dots.version}/y                  | NOT_FOUND
            nowhere in a URL     | PARAMETER | https://h.org/x/${inputs.dot.version}/y                   | NOT_FOUND
            put together         | PARAMETER | https://h.org/${inputs.dot.version}${inputs.dot.version}  | NOT_FOUND
            slash in a path      | PATH      | mods/${inputs.odd.version}                                | NOT_FOUND
            up in a path         | PATH      | mods/${inputs.dots.version}                               | NOT_FOUND
            path alone           | PATH      | ${steps.meta.path}                                        | UPSTREAM
            no such member       | PLAIN     | ${steps.meta.library}                                     | UPSTREAM
            null                 | PLAIN     | ${steps.meta.nothing}                                     | UPSTREAM
            beyond the end       | PLAIN     | ${steps.meta.names[2]}                                    | UPSTREAM
            no member of a text  | PLAIN     | ${inputs.game.version.major}                              | NOT_FOUND
            skipped in a text    | PLAIN     | -${steps.skipped}                                         | INTERNAL
            not asked in a text  | PLAIN     | -${inputs.shader.version}                                 | INTERNAL
            file in a text       | PLAIN     | -${steps.file}                                            | UPSTREAM
            tree in a text       | PLAIN     | -${steps.tree}                                            | UPSTREAM
            list in a text       | PLAIN     | -${steps.meta.names}                                      | UPSTREAM
            no coordinate        | PLAIN     | ${steps.meta.main¦maven_path}                             | UPSTREAM
            way out              | PLAIN     | ${inputs.dots.version¦maven_path}                         | NOT_FOUND
            no list              | PLAIN     | ${steps.meta.main¦join:','}                               | UPSTREAM
            half a replacement   | PLAIN     | ${steps.meta.main¦replace:'a'}                            | UPSTREAM
            """)
    void refuses(String what, Place place, String template, Failure.Code code) {
        assertThat(failure(template, place).code()).as(what).isEqualTo(code);
    }

    @Test
    void one_reference_alone_is_the_value() {
        assertThat(value("${steps.file}")).contains(FILE);
        assertThat(value("${steps.meta.names}")).contains(new Value.Json(json("['a','b']")));
        assertThat(value("${steps.meta.main}")).contains(new Value.Text("org.Main"));
        assertThat(value("${steps.meta.number}")).contains(new Value.Json(json("17")));
        assertThat(value("${steps.skipped}")).isEmpty();
        assertThat(value("${inputs.shader.version}")).isEmpty();
    }

    @Test
    void what_is_left_out_leaves_out_what_would_be_it() {
        Value value = new Expressions(SCOPE).tree(json("""
                {'layers':['${steps.tree}','${steps.skipped}'],'extra':'${steps.skipped}','path':['${steps.file.name}'],
                 'options':{'deep':{'file':'${steps.file}'},'none':'${inputs.shader.version}'},'count':3,'text':'a'}"""),
                Place.PARAMETER);

        assertThat(value).isInstanceOfSatisfying(Value.Fields.class, fields -> {
            assertThat(fields.fields()).containsOnlyKeys("layers", "path", "options", "count", "text");
            assertThat(fields.fields().get("layers")).isInstanceOfSatisfying(Value.ListOf.class,
                    list -> assertThat(list.items()).hasSize(1));
            assertThat(fields.fields().get("count")).isEqualTo(new Value.Json(json("3")));
        });
        assertThat(value.identity().path("options").path("deep").path("file").path("blob").asText()).startsWith("aaaa");
        assertThat(value.identity().path("options").has("none")).isFalse();
    }

    @Test
    void the_rule_for_paths_holds_for_members_of_that_name_only() {
        JsonNode slashes = json("{'path':'${steps.meta.path}'}");

        assertThat(catchThrowableOfType(FailureException.class,
                () -> new Expressions(SCOPE).tree(slashes, Place.PARAMETER)).failure().message())
                .isEqualTo("steps.meta.path: «a/b/c.jar» is not one part of a path");
        assertThat(new Expressions(SCOPE).tree(json("{'to':'${steps.meta.path}'}"), Place.PARAMETER).identity())
                .hasToString("{\"to\":\"a/b/c.jar\"}");
        assertThat(new Expressions(SCOPE).tree(slashes, Place.PLAIN).identity()).hasToString("{\"path\":\"a/b/c.jar\"}");
    }

    @Test
    void elements_of_a_foreach() {
        assertThat(items("${steps.list}")).hasValueSatisfying(items -> assertThat(items).hasSize(2));
        assertThat(items("${steps.meta.names}")).contains(List.of(new Value.Text("a"), new Value.Text("b")));
        assertThat(items("${steps.skipped}")).isEmpty();
        assertThat(catchThrowableOfType(FailureException.class, () -> items("${steps.file}")).failure().message())
                .isEqualTo("foreach ${steps.file}: a file is no list");
    }

    /** Whatever a version or an upstream's document says: host, depth and query of an address are those of the recipe. */
    @Test
    void no_value_changes_where_an_address_leads() {
        String alphabet = "ab./\\:@?#&%$ {}|'\"[]+;,=é\u0000\n";
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Scope scope = new Scope(Map.of("v", value.toString()), Map.of(), null);
            Template template = Template.parse("https://h.org/a/${inputs.v.version}/b?q=${inputs.v.version}");
            String url;
            try {
                url = new Expressions(scope).value(template, Place.PARAMETER).map(Value::identity).orElseThrow().textValue();
            } catch (FailureException e) {
                assertThat(value.toString()).as("seed " + seed).matches("\\.\\.?");
                continue;
            }
            assertThat(url).as("seed " + seed).matches("https://h\\.org/a/[A-Za-z0-9._~%-]+/b\\?q=[A-Za-z0-9._~%-]+");
        }
    }

    private static Optional<Value> value(String template) {
        return new Expressions(SCOPE).value(Template.parse(template), Place.PARAMETER);
    }

    private static Optional<List<Value>> items(String template) {
        return new Expressions(SCOPE).items(Template.parse(template));
    }

    private static String text(String template, Place place) {
        return new Expressions(SCOPE).value(Template.parse(template.replace('¦', '|')), place).map(Value::identity)
                .orElseThrow().asText();
    }

    private static Failure failure(String template, Place place) {
        return catchThrowableOfType(FailureException.class, () -> text(template, place)).failure();
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(UTF_8), JsonNode.class);
    }
}
