package io.packhouse.envbuilder.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Recipes made by chance, in any order, against doing the same by hand, one after the other. */
@Timeout(180)
class GraphRunPropertyTest {

    @TempDir
    private Path directory;

    @Test
    void side_by_side_makes_what_one_after_the_other_makes() throws Exception {
        TestKind text = TestKind.of("text.template", call -> new Value.Text(call.with().text("text")));
        for (long seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(12);
            Map<String, String> made = new TreeMap<>();
            List<String> steps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Few different texts, so that some steps are equal.
                StringBuilder template = new StringBuilder("t" + random.nextInt(3));
                StringBuilder byHand = new StringBuilder(template);
                for (int j = random.nextInt(3); j > 0 && i > 0; j--) {
                    int before = random.nextInt(i);
                    template.append("<${steps.s").append(before).append("|default:¦-¦}>");
                    byHand.append('<').append(made.getOrDefault("s" + before, "-")).append('>');
                }
                boolean isDone = random.nextInt(5) > 0;
                if (isDone) {
                    made.put("s" + i, byHand.toString());
                }
                steps.add("{'id':'s" + i + "','kind':'text.template','with':{'text':'" + template + "'}"
                        + (isDone ? "" : ",'when':{'has':'inputs.extra'}") + "}");
            }
            Collections.shuffle(steps, random);
            StringBuilder arguments = new StringBuilder();
            for (int i = 0; i < count; i++) {
                arguments.append(i == 0 ? "" : ",").append("'${steps.s").append(i).append("}'");
            }
            Workbench bench = new Workbench(directory, text);
            bench.parallel = 1 + random.nextInt(4);

            Workbench.Built built = bench.build("HEAD,'steps':[" + String.join(",", steps)
                    + "],'launch':{'server':{'jvm_arguments':[" + arguments + "]}}}", "client: game=1", "server: game=1");

            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (made.containsKey("s" + i)) {
                    expected.add(made.get("s" + i));
                }
            }
            List<String> told = new ArrayList<>();
            built.json().path("launch_server").path("jvm_arguments").forEach(argument -> told.add(argument.asText()));
            assertThat(told).as("seed " + seed + ": " + steps).isEqualTo(expected);
        }
        // Over one store, nothing that is equal ever ran twice.
        assertThat(text.runs().size()).isEqualTo(directory.resolve("objects/steps").toFile().list().length);
    }
}
