package io.packhouse.addonscript.documents;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ManifestReaderTest {

    private static final String HEAD = "{'addonscript':{'version':2},'id':'pack','namespace':'org.t','version':'1.0',"
            + "'flags':{'both':['required']},'instance':true";
    private static final ManifestReader READER = new ManifestReader(true, ManifestReader.Namespaces.NONE);

    @Test
    void reads_what_is_there() {
        Manifest manifest = read(
                HEAD + """
                        ,'unknown':{},'meta':null,
                        'files':[{'qualifier':'main','src':['https://e.org/a.jar'],'flags':{'client':['required','launch']},
                          'install':[{'action':'library','args':['g','n','1']},{'action':'move','args':['./mods'],'side':'client'}],
                          'hashes':{'sha1':'AB01'}},
                         {'qualifier':'old','link':['./a.zip']}],
                        'relations':[{'id':'mod','version':'>=1.0.0','flags':{'both':['optional'],'server':['new-flag','launch']}}],
                        'repositories':[{'namespace':'org.t','instances':['https://as.e.org']}],
                        'patches':[{'side':'both','main_class':'a.B','arguments':[{'mode':'replace','key':'k','value':'v'},
                          {'mode':'append','raw':'--x'}],'jvm_arguments':['-Xmx1g'],'replace_jvm_arguments':true,'java_version':17}]}""");

        assertThat(manifest.identity()).isEqualTo(AddonDescriptor.of("org.t", "pack", "1.0"));
        assertThat(manifest.isInstance()).isTrue();
        assertThat(manifest.isBuildable()).isFalse();
        assertThat(manifest.files().getFirst()).isEqualTo(new AddonFile("main", List.of("https://e.org/a.jar"),
                List.of(
                        new InstallStep("library", List.of("g", "n", "1"), Set.of(Side.CLIENT, Side.SERVER)),
                        new InstallStep("move", List.of("./mods"), Set.of(Side.CLIENT))),
                new SideFlags(Set.of(Flag.REQUIRED, Flag.LAUNCH), Set.of()), Map.of("sha1", "ab01")));
        assertThat(manifest.files().get(1).links()).containsExactly("./a.zip");
        assertThat(manifest.relations().getFirst().addon()).isEqualTo(new AddonId("org.t", "mod"));
        assertThat(manifest.relations().getFirst().flags())
                .isEqualTo(new SideFlags(Set.of(Flag.OPTIONAL), Set.of(Flag.OPTIONAL, Flag.LAUNCH)));
        assertThat(manifest.patches().getFirst().arguments())
                .containsExactly(new GameArgument(GameArgument.Mode.REPLACE, "k", "v", null),
                        new GameArgument(GameArgument.Mode.APPEND, null, "", "--x"));
        assertThat(ResponseWriter.Dialect.of(manifest)).isEqualTo(ResponseWriter.Dialect.PATCH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not told                       | {}                                                     | /addonscript /flags /id /namespace /version
            schema version                 | HEAD,'addonscript':{'version':1}}                      | malformed
            no builder without an instance | {'addonscript':{'version':2},'id':'a','namespace':'b','version':'1','flags':{},'use_builder':true} | /repositories /use_builder
            builder without its repository | HEAD,'use_builder':true,'repositories':[{'namespace':'org.o','instances':[]}]} | /repositories
            a repository without instances | HEAD,'repositories':[{'namespace':'org.o'}]}           | /repositories/0/instances
            no range                       | HEAD,'relations':[{'id':'a','version':'^1.2'}]}        | /relations/0/version
            empty range                    | HEAD,'relations':[{'id':'a','version':''}]}            | /relations/0/version
            range missing                  | HEAD,'relations':[{'id':'a'}]}                         | /relations/0/version
            relation without id            | HEAD,'relations':[{'version':'1'},7]}                  | /relations/0/id /relations/1 /relations/1/id /relations/1/version
            qualifier twice                | HEAD,'files':[{'qualifier':'a','src':[]},{'qualifier':'a','src':[]}]} | /files/1/qualifier
            no links                       | HEAD,'files':[{'qualifier':'a'}]}                      | /files/0/src
            unknown action                 | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'execute','args':['x']}]}]} | /files/0/install/0/action
            too few arguments              | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'library','args':['x']}]}]} | /files/0/install/0/args
            out of the directory           | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'move','args':['./a/../..']}]}]} | /files/0/install/0/args
            absolute                       | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'extract','args':['/etc']}]}]} | /files/0/install/0/args
            drive                          | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'extract','args':['C:/x']}]}]} | /files/0/install/0/args
            name with a separator          | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'rename','args':['a/b']}]}]} | /files/0/install/0/args
            side of a step                 | HEAD,'files':[{'qualifier':'a','src':[],'install':[{'action':'inject','side':'left'}]}]} | /files/0/install/0/side
            no hash                        | HEAD,'files':[{'qualifier':'a','src':[],'hashes':{'sha1':'xyz'}}]} | /files/0/hashes/sha1
            flags are lists                | HEAD,'relations':[{'id':'a','version':'1','flags':{'both':'required'}}]} | /relations/0/flags/both
            launch without an instance     | {'addonscript':{'version':2},'id':'a','namespace':'b','version':'1','flags':{},'launch_client':{}} | /instance
            patch without a side           | HEAD,'patches':[{}]}                                   | /patches/0/side
            argument without key           | HEAD,'patches':[{'side':'client','arguments':[{'mode':'append'}]}]} | /patches/0/arguments/0
            replace without key            | HEAD,'patches':[{'side':'client','arguments':[{'mode':'replace','raw':'x'}]}]} | /patches/0/arguments/0
            override without raw           | HEAD,'patches':[{'side':'client','arguments':[{'mode':'override','key':'x'}]}]} | /patches/0/arguments/0
            Java by halves                 | HEAD,'patches':[{'side':'client','java_version':17.5}]} | /patches/0/java_version
            """)
    void refuses(String what, String json, String pointers) {
        var refused = catchThrowableOfType(RefusedException.class, () -> read(json.replace("HEAD", HEAD)));

        assertThat(refused.refusal().code()).as(what).isEqualTo(pointers.equals("malformed") ? "malformed" : "schema");
        if (!pointers.equals("malformed")) {
            assertThat(refused.refusal().problems().stream().map(Problem::pointer).sorted()
                    .collect(Collectors.joining(" "))).as(what + ": " + refused.refusal().problems()).isEqualTo(pointers);
        }
    }

    @Test
    void the_old_name_of_src_can_be_refused() {
        assertThatThrownBy(() -> new ManifestReader(false, ManifestReader.Namespaces.NONE)
                .read(bytes(HEAD + ",'files':[{'qualifier':'a','link':[]}]}"))).hasMessage("schema: is missing");
    }

    @Test
    void namespaces_that_are_not_told_are_looked_up() {
        var reader = new ManifestReader(true, (repository, id) -> repository.equals("org.second") && id.equals("mod")
                ? Optional.of("org.canonical")
                : Optional.empty());

        Manifest manifest = reader.read(bytes(HEAD + ",'relations':["
                + "{'id':'mod','version':'1','repositories':['org.first','org.second']},"
                + "{'id':'other','version':'1','repositories':['org.first']},{'id':'mod','version':'1'}]}"));

        assertThat(manifest.relations()).extracting(relation -> relation.addon().namespace())
                .containsExactly("org.canonical", "org.t", "org.t");
    }

    @Test
    void a_hundred_thousand_relations_in_one_manifest_are_refused_with_a_sentence() {
        String relations = "{'id':'a','version':'1'},".repeat(40_000) + "{'id':'a','version':'1'}";

        assertThatThrownBy(() -> read(HEAD + ",'relations':[" + relations + "]}"))
                .hasMessage("schema: has 40001 elements, 10000 are allowed");
        assertThatThrownBy(() -> read(HEAD + ",'relations':[" + (relations + ",").repeat(5) + "1]}"))
                .hasMessageStartingWith("malformed: the document is beyond a limit");
    }

    @Test
    void places_inside_stay_inside() {
        assertThat(SafePath.isLocation(".")).isTrue();
        assertThat(SafePath.isLocation("./mods/a b")).isTrue();
        assertThat(SafePath.isLocation("config")).isTrue();
        for (String path : new String[]{"", "..", "./..", "a/../b", "/a", "a//b", "a/", "\\a", "a\\..\\b", "c:", "a\0b",
                "a ", "a."}) {
            assertThat(SafePath.isLocation(path)).as(path).isFalse();
        }
    }

    private static Manifest read(String json) {
        return READER.read(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
