package io.packhouse.envbuilder.fetch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lists of libraries, in the forms that launchers and loaders write. */
class LibraryListTest {

    private static final String SHA1 = "0123456789abcdef0123456789abcdef01234567";

    private static List<Value> list(Side side, String with) {
        return ((Value.ListOf) new LibraryList().run(TestCall.with(with).onSide(side)).value()).items();
    }

    private static String coordinates(Side side, String with) {
        return list(side, with).stream().map(item -> item.identity().path("coordinate").asText())
                .collect(Collectors.joining(" "));
    }

    @Test
    void ofMojangAreNamedWithTheirPlaces() {
        var item = list(Side.CLIENT,
                """
                        {'from': [{'name': 'org.ow2.asm:asm:9.6', 'downloads': {'artifact': {'path': 'org/ow2/asm/asm/9.6/asm-9.6.jar',
                          'sha1': '%s', 'size': 123598, 'url': 'https://libraries.minecraft.net/org/ow2/asm/asm/9.6/asm-9.6.jar'}}}]}
                        """
                        .formatted(SHA1))
                .getFirst();

        assertThat(item.identity()).hasToString(TestCall
                .json("""
                        {'coordinate': 'org.ow2.asm:asm:9.6', 'group': 'org.ow2.asm', 'name': 'asm', 'version': '9.6', 'extension': 'jar',
                         'path': 'org/ow2/asm/asm/9.6/asm-9.6.jar', 'label': 'asm', 'url': 'https://libraries.minecraft.net/',
                         'urls': ['https://libraries.minecraft.net/org/ow2/asm/asm/9.6/asm-9.6.jar'],
                         'sha1': '%s', 'size': 123598, 'sides': ['client', 'server']}
                        """
                        .formatted(SHA1))
                .toString());
    }

    @Test
    void ofFabricHaveTheirHashesInOneOrder() {
        var item = list(Side.CLIENT,
                "{'from': [{'name': 'a:b:1', 'url': 'https://m/', 'sha512': '%s', 'sha256': '%s', 'sha1': '%s'}]}"
                        .formatted("a".repeat(128), "b".repeat(64), SHA1))
                .getFirst();

        assertThat(item.identity().properties()).extracting(Map.Entry::getKey).filteredOn(name -> name.startsWith("sha"))
                .as("in every process").containsExactly("sha1", "sha256", "sha512");
    }

    @Test
    void ofFabricAreOfSides() {
        String from = """
                {'from': {'version': 1,
                  'common': [{'name': 'a:both:1', 'url': 'https://maven.fabricmc.net'}, {'name': 'a:changed:1', 'url': 'https://m/'}],
                  'client': [{'name': 'a:changed:2', 'url': 'https://m/'}, {'name': 'a:c:1', 'url': 'https://m/', 'sha512': '%s'}],
                  'server': [{'name': 'a:s:1', 'url': 'https://m/'}], 'development': [{'name': 'a:d:1'}]}}
                """
                .formatted("a".repeat(128));

        assertThat(coordinates(Side.CLIENT, from)).isEqualTo("a:both:1 a:changed:2 a:c:1");
        assertThat(coordinates(Side.SERVER, from)).isEqualTo("a:both:1 a:changed:1 a:s:1");
        assertThat(list(Side.CLIENT, from)).map(item -> item.identity().path("sides").toString())
                .containsExactly("[\"client\",\"server\"]", "[\"client\"]", "[\"client\"]");
        assertThat(list(Side.CLIENT, from).getFirst().identity().path("urls"))
                .hasToString("[\"https://maven.fabricmc.net/a/both/1/both-1.jar\"]");
        assertThat(list(Side.CLIENT, from).getLast().identity().path("sha512").asText()).hasSize(128);
        assertThat(list(Side.SERVER, from).get(0)).as("one step for both sides").isEqualTo(list(Side.CLIENT, from).get(0));
        assertThat(coordinates(Side.SERVER, from.replace("{'from'", "{'side': 'client', 'from'"))).endsWith("a:c:1");
    }

    @Test
    void ofForgeMayLieInTheInstaller() {
        String from = """
                {'from': [{'name': 'net.minecraftforge:forge:1.20.1-47.2.0:universal', 'downloads': {'artifact':
                  {'path': 'x', 'url': '', 'sha1': '%s', 'size': 1}}}, {'name': 'g:empty:1', 'url': ''},
                  {'name': 'g:client:1', 'clientreq': true}, {'name': 'g:server:1', 'serverreq': true, 'clientreq': false},
                  {'name': 'g:mcp:1@zip', 'url': 'https://maven.minecraftforge.net/'}]}
                """.formatted(SHA1);

        assertThat(coordinates(Side.CLIENT, from))
                .isEqualTo("net.minecraftforge:forge:1.20.1-47.2.0:universal g:empty:1 g:client:1 g:mcp:1@zip");
        assertThat(coordinates(Side.SERVER, from))
                .isEqualTo("net.minecraftforge:forge:1.20.1-47.2.0:universal g:empty:1 g:server:1 g:mcp:1@zip");
        assertThat(list(Side.CLIENT, from)).map(item -> item.identity().path("urls").toString()).containsExactly("[]", "[]",
                "[\"https://libraries.minecraft.net/g/client/1/client-1.jar\"]",
                "[\"https://maven.minecraftforge.net/g/mcp/1/mcp-1.zip\"]");
        assertThat(list(Side.CLIENT, from).getFirst().identity().has("url")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                                    | true  | true
            [{'action':'allow'}]                                                  | true  | true
            [{'action':'disallow'}]                                               | false | false
            [{'action':'allow','os':{'name':'linux'}}]                            | false | true
            [{'action':'allow'},{'action':'disallow','os':{'name':'osx'}}]        | false | true
            [{'action':'allow','os':{'name':'plan9'}}]                            | false | false
            [{'action':'allow','features':{'is_demo_user':true}}]                 | false | false
            [{'action':'allow'},{'action':'disallow','features':{'x':true}}]      | true  | true
            [{'action':'allow','os':{'arch':'x86'}}]                              | false | true
            """)
    void ofSystemsAreLeftOutWhereAllAreAlike(String rules, boolean isNeutral, boolean isAny) {
        String entry = "{'from': [{'name': 'g:a:1', 'rules': %s}], 'os_neutral': %s}";

        assertThat(list(Side.CLIENT, entry.formatted(rules, true))).hasSize(isNeutral ? 1 : 0);
        assertThat(list(Side.CLIENT, entry.formatted(rules, false))).hasSize(isAny ? 1 : 0);
    }

    @Test
    void ofSystemsSayWhich() {
        var item = list(Side.CLIENT, """
                {'os_neutral': false, 'from': [{'name': 'g:a:1', 'rules': [{'action': 'allow'},
                  {'action': 'disallow', 'os': {'name': 'osx'}}]}]}""").getFirst().identity();

        assertThat(item.path("systems")).hasToString("[\"linux\",\"windows\"]");
    }

    @Test
    void ofSystemsAreAskedForByTrueOrFalse() {
        assertThatThrownBy(() -> list(Side.CLIENT, "{'from': [], 'os_neutral': 'yes'}"))
                .hasMessageContaining("os_neutral").hasMessageContaining("is true or false");
    }

    @Test
    void inClassifiersAreLeftOut() {
        assertThat(coordinates(Side.CLIENT,
                """
                        {'from': [{'name': 'g:old:1', 'natives': {'linux': 'natives-linux'}},
                          {'name': 'g:platform:1', 'natives': {'linux': 'n'}, 'downloads': {'classifiers': {'n': {}}}},
                          {'name': 'g:with:1', 'natives': {'linux': 'n'}, 'downloads': {'artifact': {'url': 'https://m/x'}, 'classifiers': {}}}
                        ]}"""))
                .isEqualTo("g:with:1");
    }

    @Test
    void ofLaterListsTakeThePlacesOfEarlierOnes() {
        assertThat(coordinates(Side.CLIENT, """
                {'from': [[{'name': 'g:a:1'}, {'name': 'g:b:1'}, {'name': 'g:a:1:x'}, {'name': 'g:a:1@zip'}],
                  {'common': [{'name': 'g:a:0.9'}]}, {'name': 'g:c:1'}]}"""))
                .isEqualTo("g:a:0.9 g:b:1 g:a:1:x g:a:1@zip g:c:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'from': ['x']}                                                | has an entry that is no library
            {'from': [{}]}                                                 | has an entry that is no library
            {'from': 'x'}                                                  | has an entry that is no library
            {'from': [{'name': 'g:a'}]}                                    | is no Maven coordinate
            {'from': [{'name': ['g:a:1']}]}                                | is no Maven coordinate
            {'from': [{'name': 'g:..:1'}]}                                 | cannot stand in a path
            {'from': [{'name': 'g:a:1', 'sha1': 'zz'}]}                    | its sha1 is none
            {'from': [[[[[[{'name': 'g:a:1'}]]]]]]}                        | is nested too deep
            """)
    void areRefusedWhenTheyAreNone(String with, String why) {
        assertThatThrownBy(() -> list(Side.CLIENT, with)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.UPSTREAM)).hasMessageContaining(why)
                .hasMessageStartingWith("step s: the list of libraries");
    }

    @Test
    void areRefusedBeyondANumber() {
        String many = IntStream.range(0, 5001).mapToObj(i -> "{'name': 'g:a" + i + ":1'}").collect(Collectors.joining(","));

        assertThatThrownBy(() -> list(Side.CLIENT, "{'from': [" + many + "]}"))
                .hasMessageContaining("more than 5000 entries");
        assertThatThrownBy(() -> list(Side.CLIENT, "{'from': [[" + many.substring(many.indexOf(',') + 1)
                + "], {'name': 'b:a:1'}]}")).hasMessageContaining("more than 5000 entries");
    }
}
