package io.packhouse.envbuilder.expressions;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeReader;
import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.values.Value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class ConditionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            given                  | {'has':'inputs.game'}                                                        | true
            not given              | {'has':'inputs.shader'}                                                      | false
            made                   | {'has':'steps.meta.main'}                                                    | true
            not in there           | {'has':'steps.meta.other'}                                                   | false
            null                   | {'has':'steps.meta.nothing'}                                                 | false
            not done               | {'has':'steps.skipped'}                                                      | false
            two numbers of a game  | {'in_range':['${inputs.game.version}','>=1.20.0 <1.21.0']}                   | true
            but not of others      | {'in_range':['${inputs.loader.version}','>=1.20.0 <1.21.0']}                 | false
            Maven                  | {'in_range':['${inputs.loader.version}','[1.19,1.21)']}                      | true
            version of a step      | {'in_range':['${steps.meta.version}','[2,3)']}                               | true
            no version at all      | {'in_range':['${steps.meta.main} x','[0,)']}                                 | false
            not there, in no range | {'in_range':['${inputs.shader.version}','[0,)']}                             | false
            equal                  | {'eq':['${steps.meta.main}','org.Main']}                                     | true
            not equal              | {'eq':['${steps.meta.main}','org.main']}                                     | false
            all                    | {'all':[{'has':'inputs.game'},{'not':{'has':'inputs.shader'}}]}              | true
            any                    | {'any':[{'has':'inputs.shader'},{'has':'steps.skipped'}]}                    | false
            the same               | {'same_on_both_sides':'inputs.game'}                                         | true
            another                | {'same_on_both_sides':'inputs.loader'}                                       | false
            only on one            | {'same_on_both_sides':'inputs.gui'}                                          | false
            """)
    void asks(String what, String condition, boolean holds) {
        Recipe recipe = recipe(condition);
        Scope scope = new Scope(Map.of("game", "1.20", "loader", "1.20", "gui", "1"),
                Map.of("meta", Optional.of(new Value.Json(json("{'main':'org.Main','version':'2.1','nothing':null}"))),
                        "skipped", Optional.empty()),
                null);
        Conditions conditions = new Conditions(scope, recipe,
                List.of(scope.inputs(), Map.of("game", "1.20", "loader", "1.20.1")));

        assertThat(requireNonNull(recipe.steps().getFirst().when()).holds(conditions)).as(what).isEqualTo(holds);
    }

    private static Recipe recipe(String condition) {
        return RecipeReader
                .read("""
                        {'recipe':1,'for':{'versions':'[1,2)'},'publish_policy':'public','inputs':{
                         'game':{'addon':'net.minecraft:minecraft'},'loader':{'addon':'e:loader'},'shader':{'addon':'e:shader'},
                         'gui':{'addon':'e:gui'}},
                         'steps':[{'id':'asked','kind':'fail','when':%s},{'id':'meta','kind':'fail'},{'id':'skipped','kind':'fail'}]}"""
                        .formatted(condition).replace('\'', '"').getBytes(UTF_8));
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(UTF_8), JsonNode.class);
    }
}
