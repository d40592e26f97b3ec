package io.packhouse.deploy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Json;

import static org.assertj.core.api.Assertions.assertThat;

class RecipesCommandTest {

    private static final String FABRIC = "io.packhouse.environments/fabric/environments/fabric.json";

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void findsNothingWrongWithWhatPackhouseBrings() {
        assertThat(run("recipes", "lint")).as(out.toString()).isZero();
        assertThat(run("recipes", "lint", "../examples/environments/recipes")).as(out.toString()).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysFileAndLineOfAFaultInACopy() throws IOException {
        Path copy = directory.resolve("copy");
        assertThat(run("recipes", "copy", copy.toString())).as(err.toString()).isZero();
        Path recipe = copy.resolve(FABRIC);
        Files.writeString(recipe, Files.readString(recipe).replace("library.list", "library.lost"));

        assertThat(run("recipes", "lint", copy.toString())).isOne();
        assertThat(out.toString()).isEqualTo(
                FABRIC + ":21: error: /steps/4/kind: «library.lost» is no kind of step" + System.lineSeparator());
        out.getBuffer().setLength(0);
        assertThat(run("recipes", "lint", "--json", copy.toString())).isOne();
        JsonNode findings = Json.read(out.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(findings.path(0).path("line").intValue()).isEqualTo(21);
    }

    @Test
    void warningsAreNoErrors() throws IOException {
        Path copy = directory.resolve("copy");
        run("recipes", "copy", copy.toString());
        Path recipe = copy.resolve(FABRIC);
        Files.writeString(recipe, Files.readString(recipe).replace("\"cache\"", "\"cash\""));

        assertThat(run("recipes", "lint", copy.toString())).isZero();
        assertThat(out.toString()).contains(": warning: /cash: nobody reads «cash» here");
    }

    @Test
    void refusesInASentence() {
        assertThat(run("recipes", "lint", directory.resolve("nothing").toString())).isOne();
        assertThat(err.toString()).contains("there is no directory " + directory.resolve("nothing"));

        assertThat(run("recipes", "copy", directory.toString())).isOne();
        assertThat(err.toString()).contains(directory + " exists; nothing is overwritten");

        assertThat(run("recipes", "copy", directory.resolve("no/such").toString())).isOne();
        assertThat(err.toString()).contains("there is no directory " + directory.resolve("no") + " to put it into")
                .doesNotContain("Exception");
    }

    private int run(String... arguments) {
        return Packhouse.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(KeyFlags.normalise(arguments));
    }
}
