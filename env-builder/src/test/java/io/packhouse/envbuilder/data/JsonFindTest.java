package io.packhouse.envbuilder.data;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;

import static io.packhouse.envbuilder.StepBench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonFindTest {

    private static final String LIST = "[{'id':'1.14 Pre-Release 5','n':1},{'id':'23w13a_or_b','n':2},{'id':'23w13a or b','n':3},"
            + "{'id':7},'1.0',{'id':'1.0','n':4},{'id':'1.0','n':5}]";

    @TempDir
    Path directory;

    @Test
    void finds_the_first_element_that_is_equal() throws Exception {
        assertThat(find("1.0", false)).isEqualTo(4);
        assertThat(find("1.14 Pre-Release 5", false)).isEqualTo(1);
        assertThatThrownBy(() -> find("7", false)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.NOT_FOUND));
    }

    @Test
    void versions_may_be_spelled_as_AddonScript_does() throws Exception {
        assertThat(find("1.14_Pre-Release_5", true)).isEqualTo(1);
        assertThat(find("23w13a_or_b", true)).as("as it stands goes before").isEqualTo(2);
        assertThatThrownBy(() -> find("1.14_Pre-Release_5", false)).hasMessageContaining("nothing is known of 1.14_Pre");
    }

    @Test
    void looks_in_arrays_only() {
        assertThatThrownBy(() -> new StepBench(directory).run("json.find", "in", json("{}"), "member", "id", "equals", "1"))
                .hasMessageContaining("in is no array");
    }

    private int find(String wanted, boolean isVersion) throws Exception {
        return new StepBench(directory).run("json.find", "in", json(LIST), "member", "id", "equals", wanted, "versions",
                Boolean.toString(isVersion)).identity().path("n").intValue();
    }
}
