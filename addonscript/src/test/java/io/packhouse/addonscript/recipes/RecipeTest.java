package io.packhouse.addonscript.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.relations.AdmittedSide;
import io.packhouse.addonscript.versions.AddonVersion;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RecipeTest {

    private static final AddonId LOADER = new AddonId("org.example.loaders", "loom-loader");
    private static final AddonId SHADER = new AddonId("org.example.gfx", "shader-bridge");
    private static final String HEAD = "{'recipe':1,'for':{'versions':'[1,2)'},'publish_policy':'public',"
            + "'inputs':{'game':{'addon':'net.minecraft:minecraft'}}";

    @Test
    void the_example_of_the_reference_is_a_recipe() {
        Recipe recipe = example();

        assertThat(recipe.inputs().keySet()).containsExactly("game", "loader", "shader");
        assertThat(RecipeGraph.inOrder(recipe)).extracting(Recipe.Step::id).hasSize(5)
                .containsSubsequence("meta", "libs", "jars");
        assertThat(recipe.files().get(1).publish()).isEqualTo(Recipe.Publish.BOTH);
        assertThat(recipe.launch()).containsOnlyKeys(Side.CLIENT, Side.SERVER);
    }

    @Test
    void only_what_a_recipe_looks_at_is_an_input() {
        RecipeInputs inputs = take(side("1.20.1", Map.of(LOADER, "0.15.11")));

        assertThat(inputs.sides().get(Side.CLIENT)).containsOnlyKeys("game", "loader");
        assertThat(inputs.sides().get(Side.SERVER)).containsOnlyKeys("game", "loader");
        assertThat(take(side("1.20.1", Map.of(LOADER, "0.15.11", new AddonId("org.example.mods", "api"), "7"))))
                .isEqualTo(inputs);
        assertThat(take(side("1.20.1", Map.of(LOADER, "0.15.11", SHADER, "2.1"))).sides().get(Side.SERVER))
                .doesNotContainKey("shader");
    }

    @Test
    void required_inputs_and_constraints_are_told() {
        assertThat(refusal(() -> take(side("1.20.1", Map.of()))))
                .isEqualTo("required_missing /client/requested, required_missing /server/requested");
        assertThat(refusal(() -> take(side("1.18", Map.of(LOADER, "0.15.11", SHADER, "2.1")))))
                .isEqualTo("constraint /client");
        assertThat(refusal(() -> take(side("1.19", Map.of(LOADER, "0.15.11", SHADER, "2.1"))))).isEqualTo("-");
    }

    @Test
    void a_version_can_be_made_to_be_the_same_on_both_sides() {
        Recipe recipe = read(
                HEAD + ",'constraints':[{'require':{'same_on_both_sides':'inputs.game'},'message':'one game'}]}");
        Map<Side, AdmittedSide> sides = new EnumMap<>(Side.class);
        sides.put(Side.CLIENT, side("1.20", Map.of()));
        sides.put(Side.SERVER, side("1.21", Map.of()));

        assertThat(refusal(() -> RecipeInputs.take(recipe, sides))).isEqualTo("constraint /client, constraint /server");
        sides.remove(Side.SERVER);
        assertThat(refusal(() -> RecipeInputs.take(recipe, sides))).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nothing           | {}                                                              | /for /publish_policy /recipe
            another format    | {'recipe':2,'for':{'versions':'1'},'publish_policy':'public'}   | /recipe
            range             | {'recipe':1,'for':{'versions':'(1)'},'publish_policy':'all'}    | /for/versions /publish_policy
            step without kind | HEAD,'steps':[{'id':'a','kind':'shell'}]}                       | /steps/0/kind
            step twice        | HEAD,'steps':[{'id':'a','kind':'fail'},{'id':'a','kind':'fail'}]} | /steps/1/id
            unknown step      | HEAD,'steps':[{'id':'a','kind':'fail','with':{'x':['${steps.b.c}']}}]} | /steps/0/with/x/0
            unknown input     | HEAD,'steps':[{'id':'a','kind':'fail','with':'${inputs.gmae.version}'}]} | /steps/0/with
            item of nothing   | HEAD,'steps':[{'id':'a','kind':'fail','with':'${item.x}'}]}     | /steps/0/with
            circle of one     | HEAD,'steps':[{'id':'a','kind':'fail','with':'${steps.a}'}]}    | /steps
            circle of two     | HEAD,'steps':[{'id':'a','kind':'fail','with':'${steps.b}'},{'id':'b','kind':'fail','when':{'has':'steps.a'}}]} | /steps
            open brace        | HEAD,'steps':[{'id':'a','kind':'fail','with':'${steps'}]}       | /steps/0/with
            dollar            | HEAD,'files':[{'qualifier':'a$b','from':'x'}]}                  | /files/0/qualifier
            filter            | HEAD,'files':[{'qualifier':'${inputs.game¦upper}','from':'x'}]} | /files/0/qualifier
            path              | HEAD,'files':[{'qualifier':'${inputs..x}','from':'x'}]}         | /files/0/qualifier
            root              | HEAD,'files':[{'qualifier':'${env.HOME}','from':'x'}]}          | /files/0/qualifier
            qualifier twice   | HEAD,'files':[{'qualifier':'a','from':'x'},{'qualifier':'a','from':'y'}]} | /files/1/qualifier
            publish           | HEAD,'files':[{'qualifier':'a','from':'x','publish':'web'}]}    | /files/0/publish
            condition         | HEAD,'steps':[{'id':'a','kind':'fail','when':{'if':1}}]}        | /steps/0/when
            condition of two  | HEAD,'steps':[{'id':'a','kind':'fail','when':{'has':'inputs.game','not':{'has':'inputs.game'}}}]} | /steps/0/when
            half a comparison | HEAD,'steps':[{'id':'a','kind':'fail','when':{'eq':['x']}}]}    | /steps/0/when/eq
            late constraint   | HEAD,'steps':[{'id':'a','kind':'fail'}],'constraints':[{'require':{'has':'steps.a'},'message':'x'}]} | /constraints/0
            time              | HEAD,'cache':{'ttl_metadata':'soon'}}                           | /cache/ttl_metadata
            add-on            | HEAD,'ignores':['minecraft']}                                   | /ignores/0
            no action         | HEAD,'files':[{'qualifier':'a','from':'x','install':[{'action':'mov','args':['./mods']}]}]} | /files/0/install/0/action
            way out           | HEAD,'files':[{'qualifier':'a','from':'x','install':[{'action':'move','args':['../x']}]}]} | /files/0/install/0/args
            install           | HEAD,'files':[{'qualifier':'a','from':'x','install':{}}]}       | /files/0/install
            shape of a launch | HEAD,'launch':{'client':{'main_class':5,'java_version':'x','jvm_arguments':'-X','arguments':{},'replace_jvm_arguments':1}}} | /launch/client/arguments /launch/client/java_version /launch/client/jvm_arguments /launch/client/main_class /launch/client/replace_jvm_arguments
            launch            | HEAD,'launch':{'client':{'main_class':'${steps.meta.main}'}}}   | /launch/client/main_class
            """)
    void refuses(String what, String json, String pointers) {
        var refused = catchThrowableOfType(RefusedException.class, () -> read(json.replace("HEAD", HEAD).replace('¦', '|')));

        assertThat(refused.refusal().problems().stream().map(Problem::pointer).distinct().sorted()
                .collect(Collectors.joining(" "))).as(what + ": " + refused.refusal().problems()).isEqualTo(pointers);
    }

    @Test
    void a_circle_is_named() {
        assertThatThrownBy(() -> read(HEAD + ",'steps':[{'id':'z','kind':'fail','with':'${steps.a}'},"
                + "{'id':'a','kind':'fail','with':'${steps.b}'},{'id':'b','kind':'fail','with':'${steps.a}'}]}"))
                .hasMessage("schema: these steps wait for each other: a -> b -> a");
    }

    @Test
    void templates_are_filled_once() {
        Template template = Template.parse("$$a ${inputs.game.version|replace:'}','|'|lower} ${item[0].x}");

        assertThat(template.fill(reference -> "<${" + String.join("/", reference.path()) + "}>"))
                .isEqualTo("$a <${inputs/game/version}> <${item/0/x}>");
        assertThat(template.references().getFirst().filters()).containsExactly(
                new Template.Filter("replace", List.of("}", "|")), new Template.Filter("lower", List.of()));
    }

    @Test
    void a_recipe_fits_the_manifest_that_it_is_for() {
        Manifest loom = manifest("'relations':[" + relation("net.minecraft", "minecraft", "expected")
                + "," + relation("org.example.loaders", "loom-loader", "expected") + ","
                + relation("org.example.gfx", "shader-bridge", "expected") + ","
                + relation("org.example.mods", "api", "optional")
                + "]");

        assertThat(RecipeLint.faults(example(), loom)).isEmpty();
    }

    @Test
    void what_does_not_fit_the_manifest_is_told() {
        Manifest other = manifest("'relations':[" + relation("net.minecraft", "minecraft", "expected") + ","
                + relation("org.example.loaders", "loom-loader", "expected") + ","
                + relation("org.example.mods", "forgotten", "expected") + "],"
                + "'files':[{'qualifier':'shader-bridge','src':[]}]");

        assertThat(RecipeLint.faults(example(), other)).extracting(Problem::message).containsExactly(
                "the input shader is org.example.gfx:shader-bridge, which is no relation of t:x:3.1.0",
                "org.example.mods:forgotten is expected by t:x:3.1.0, but neither an input nor ignored",
                "the qualifier shader-bridge is one of the files of t:x:3.1.0");
    }

    private static Manifest manifest(String members) {
        return new ManifestReader(true, ManifestReader.Namespaces.NONE).read(("{'addonscript':{'version':2},'id':'x',"
                + "'namespace':'t','version':'3.1.0','flags':{}," + members + "}").replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String relation(String namespace, String id, String flag) {
        return "{'namespace':'" + namespace + "','id':'" + id + "','version':'(,)','flags':{'both':['" + flag + "']}}";
    }

    private static Recipe example() {
        try (var json = requireNonNull(RecipeTest.class.getResourceAsStream("loom.json"))) {
            return RecipeReader.read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecipeInputs take(AdmittedSide both) {
        Map<Side, AdmittedSide> sides = new EnumMap<>(Side.class);
        sides.put(Side.CLIENT, both);
        sides.put(Side.SERVER, both);
        return RecipeInputs.take(example(), sides);
    }

    private static AdmittedSide side(String game, Map<AddonId, String> requested) {
        var versions = new TreeMap<AddonId, AddonVersion>();
        requested.forEach((addon, version) -> versions.put(addon, addon.version(version)));
        var provided = new TreeMap<AddonId, AddonVersion>();
        provided.put(AddonId.MINECRAFT, AddonId.MINECRAFT.version(game));
        return new AdmittedSide(versions, provided);
    }

    private static String refusal(Runnable action) {
        try {
            action.run();
            return "-";
        } catch (RefusedException e) {
            return e.refusal().problems().stream().map(problem -> problem.code().wire() + " " + problem.pointer())
                    .collect(Collectors.joining(", "));
        }
    }

    private static Recipe read(String json) {
        return RecipeReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "fail"::equals);
    }
}
