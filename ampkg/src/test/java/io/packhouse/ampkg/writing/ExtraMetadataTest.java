package io.packhouse.ampkg.writing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtraMetadataTest {

    @Test
    void laterOnesAreMergedIntoEarlierOnes() throws PackageException {
        var metadata = new ExtraMetadata();
        add(metadata, "formatType: am-package-metadata\nformatVersion: 1\n---\n{ a: 1, map: { k: 1, l: 1 }, list: [ 1 ] }");
        add(metadata, "{ a: 2, map: { l: 2, m: 2 }, list: [ 2 ], b: [ 1 ] }");
        add(metadata, "{ b: text }");

        assertThat(metadata.collected()).isEqualTo(YamlValue.Fields.of(Map.of("a", YamlValue.Whole.of(2),
                "map", YamlValue.Fields.of(Map.of("k", YamlValue.Whole.of(1), "l", YamlValue.Whole.of(2),
                        "m", YamlValue.Whole.of(2))),
                "list", new YamlValue.Items(List.of(YamlValue.Whole.of(1), YamlValue.Whole.of(2))),
                "b", new YamlValue.Text("text"))));
    }

    @Test
    void nothingIsNone() throws PackageException {
        var metadata = new ExtraMetadata();
        assertThat(metadata.collected()).isNull();
        add(metadata, "{}");
        assertThat(metadata.collected()).isNull();
    }

    @Test
    void whatIsNoMapIsRefused() {
        for (String wrong : List.of("", "text", "[1]", "a: [", "a: 1\n---\nb: 2", "--- {}\n--- {}\n--- {}",
                "formatType: am-package\nformatVersion: 1\n---\na: 1")) {
            assertThatThrownBy(() -> add(new ExtraMetadata(), wrong)).as(wrong).isInstanceOf(PackageException.class)
                    .hasMessageContaining("extra metadata of some.yaml");
        }
    }

    private static void add(ExtraMetadata metadata, String yaml) throws PackageException {
        metadata.add(yaml.getBytes(StandardCharsets.UTF_8), "some.yaml");
    }
}
