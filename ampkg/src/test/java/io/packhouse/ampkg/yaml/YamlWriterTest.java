package io.packhouse.ampkg.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.PackageException;

import static org.assertj.core.api.Assertions.assertThat;

/** How YAML is written: as the original writes it, and so that it reads the same. */
class YamlWriterTest {

    @Test
    void writesAsTheOriginal() throws PackageException {
        // the header of a package that the original packager made
        String original = """
                %YAML 1.1
                ---
                formatType: 'am-package-header'
                formatVersion: 2
                ---
                diskSpaceUsed: 574464
                extra:
                  foo: 'bar'
                extraSigned:
                  b: true
                  big: 5000000000
                  f: 1.5
                  huge: 18446744073709551615
                  list:
                  - 1
                  - 'two'
                  - false
                  - []
                  map:
                    Z: 'z'
                    a: {}
                    "\\xFC": "\\xE4"
                  neg: -3
                  nul: ~
                  num: 7
                  sfoo: 'sbar'
                packageId: 'extra.meta'
                """;
        var documents = YamlReader.read(original.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);

        assertThat(
                YamlWriter.stream((YamlValue.Fields) documents.get(0).value(), (YamlValue.Fields) documents.get(1).value()))
                .asString(StandardCharsets.UTF_8).isEqualTo(original);
    }

    @Test
    void anEmptyDocumentIsAnEmptyMap() {
        assertThat(YamlWriter.stream(new FormatHeader("a", 1).document(), YamlValue.Fields.EMPTY))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("%YAML 1.1\n---\nformatType: 'a'\nformatVersion: 1\n--- {}\n");
    }

    @Test
    void quotesWhatWouldBeSomethingElse() {
        var fields = YamlValue.Fields.of(Map.of("no", new YamlValue.Text("it's"), "a b", new YamlValue.Text(""), "x",
                new YamlValue.Text("a\nb\"\\\t\0"), "e", new YamlValue.Real(1e100), "s", new YamlValue.Real(1e-7)));

        assertThat(YamlWriter.stream(fields)).asString(StandardCharsets.UTF_8).isEqualTo("""
                %YAML 1.1
                ---
                'a b': ''
                e: 1.0e+100
                'no': 'it''s'
                s: 1.0e-7
                x: "a\\nb\\"\\\\\\t\\0"
                """);
    }

    @Test
    void whatIsWrittenReadsTheSame() throws PackageException {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var first = fields(random, 0);
            var second = fields(random, 0);

            byte[] written = YamlWriter.stream(first, second);

            assertThat(YamlReader.read(written, YamlLimits.DEFAULT)).as("seed %d: %s", seed,
                    new String(written, StandardCharsets.UTF_8)).extracting(YamlNode::value).containsExactly(first, second);
        }
    }

    private static YamlValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> new YamlValue.Null();
            case 1 -> new YamlValue.Bool(random.nextBoolean());
            case 2 -> YamlValue.Whole.of(random.nextBoolean() ? random.nextInt(-9, 10) : random.nextLong());
            case 3 -> new YamlValue.Whole(new BigInteger(64, random));
            case 4 -> new YamlValue.Real(
                    random.nextBoolean() ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong()));
            case 5 -> new YamlValue.Text(text(random));
            case 6 -> {
                var items = new ArrayList<YamlValue>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth + 1));
                }
                yield new YamlValue.Items(items);
            }
            default -> fields(random, depth + 1);
        };
    }

    private static YamlValue.Fields fields(Random random, int depth) {
        var fields = new TreeMap<String, YamlValue>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(random), value(random, depth + 1));
        }
        return new YamlValue.Fields(fields);
    }

    private static String text(Random random) {
        String[] words = {"a", "no", "1", "~", "", " ", "'", "\"", "\\", "\n", ": ", "# ", "- ", "? ", "---", "...", "%",
                "ü", "😀", "\0",
                "\u0085", "\u2028", "\uFEFF", "\uFFFF", "\u007f", "\t", "\r\n", "*x", "&x", "[", "{", "x".repeat(1500),
                "1.5", "<<", "="};
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }
}
