package io.packhouse.addonscript.resolution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.SideFlags;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;

import static org.assertj.core.api.Assertions.assertThat;

class ResolverTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing is needed            | r:1                                                     | r:1
            the newest is chosen         | r:1 +a(,); a:1; a:10; a:9                               | r:1 a:10
            within the range             | r:1 +a[1,9); a:1; a:10; a:9; a:8                        | r:1 a:8
            across                       | r:1 +a(,); a:2 +b(,2]; b:1; b:2; b:3                    | r:1 a:2 b:2
            in the order of the needs    | r:1 +b(,) +a(,); a:1; b:1 +c(,); c:1                    | r:1 b:1 a:1 c:1
            optional is left out         | r:1 ?a(,); a:1                                          | r:1
            optional still counts        | r:1 ?a[1,2) +b(,); b:1 +a(,); a:1; a:2                  | r:1 b:1 a:1
            incompatible is kept out     | r:1 -a[2,3) +b(,); b:1 +a(,); a:1; a:2                  | r:1 b:1 a:1
            told by the other            | r:1 +a(,) +b(,); a:2; a:1; b:1 -a[2,)                   | r:1 a:1 b:1
            a circle                     | r:1 +a(,); a:1 +b(,); b:1 +a(,) +r[1]                   | r:1 a:1 b:1
            itself                       | r:1 +r(,)                                               | r:1
            older to make it fit         | r:1 +a(,) +b(,); a:2 +c[2,); a:1 +c(,2); b:1 +c(,2); c:1; c:2 | r:1 a:1 b:1 c:1
            blame goes further back      | r:1 +a(,) +b(,) +c(,); a:2 -c[1]; a:1; b:1 -c[2]; c:1; c:2 | r:1 a:1 b:1 c:1
            included, not followed       | r:1 =a:3 +b(,); b:1 +a[3,4); a:3 +x(,)                  | r:1 a:3 b:1
            included decides             | r:1 +b(,) +c(,); b:2 =a:3; b:1 =a:1; c:1 +a(,2); a:1    | r:1 b:1 a:1 c:1
            pre-releases are newer or not| r:1 +a(,); a:1.0; a:1.0-rc1; a:1.0-foo                  | r:1 a:1.0-foo
            """)
    void finds(String what, String universe, String expected) {
        assertThat(told(resolve(new TextUniverse(universe.replace("; ", "\n")), "r:1"))).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown               | r:1 +a[1,)                             | no version of t:a fits; t:r:1 needs [1,)
            out of range          | r:1 +a[2,); a:1                        | no version of t:a fits; t:r:1 needs [2,)
            two wishes            | r:1 +a(,) +b[2,); a:1 +b(,2); b:1; b:2 | no version of t:b fits; t:r:1 needs [2,); t:a:1 needs (,2)
            incompatible          | r:1 +a(,) -a(,); a:1                   | no version of t:a fits; t:r:1 needs (,); t:r:1 is incompatible with (,)
            with what is fixed    | r:1 +r[2,)                             | no version of t:r fits; t:r:1 needs [2,)
            includes two          | r:1 =a:1 +b(,); b:1 =a:2               | no version of t:b fits; t:r:1 needs (,)
            """)
    void says_what_does_not_fit(String what, String universe, String sentence) {
        var resolution = resolve(new TextUniverse(universe.replace("; ", "\n")), "r:1");

        assertThat(resolution).as(what).isInstanceOfSatisfying(Resolution.Conflict.class,
                conflict -> assertThat(conflict.sentence()).isEqualTo(sentence));
    }

    @Test
    void only_the_relations_of_the_side_count() {
        var universe = new TextUniverse("a:1");
        universe.add(TextUniverse.descriptor("r:1"), List.of(new Relation(new AddonId("t", "a"), VersionRange.parse("(,)"),
                new SideFlags(Set.of(Flag.REQUIRED), Set.of()))));

        assertThat(told(resolve(universe, "r:1"))).isEqualTo("r:1 a:1");
        assertThat(told(Resolver.resolve(universe, Side.SERVER, fixed("r:1")))).isEqualTo("r:1");
    }

    @Test
    void the_game_has_versions_of_its_own_kind() {
        var universe = new TextUniverse("");
        universe.add(TextUniverse.descriptor("r:1"), List.of(new Relation(AddonId.MINECRAFT,
                VersionRange.parse(">=1.20.0 <1.21.0"), SideFlags.both(Flag.REQUIRED))));
        Map<AddonId, AddonVersion> fixed = fixed("r:1");
        fixed.put(AddonId.MINECRAFT, AddonId.MINECRAFT.version("1.20"));

        assertThat(told(Resolver.resolve(universe, Side.CLIENT, fixed))).isEqualTo("r:1 minecraft:1.20");
    }

    @Test
    void a_chain_of_a_hundred_thousand_is_followed() {
        Universe chain = chain(Resolver.RELATIONS_LIMIT);

        assertThat(resolve(chain, "n0:1")).isInstanceOfSatisfying(Resolution.Resolved.class,
                resolved -> assertThat(resolved.versions()).hasSize(Resolver.RELATIONS_LIMIT + 1));
        assertThat(resolve(chain(Resolver.RELATIONS_LIMIT + 1), "n0:1"))
                .isEqualTo(new Resolution.TooLarge("more than 100000 relations are involved"));
    }

    @Test
    void a_hundred_thousand_wishes_for_one_are_compared_within_bounds() {
        AddonId wanted = new AddonId("t", "a");
        Relation wish = new Relation(wanted, VersionRange.parse("[0,5)"), SideFlags.both(Flag.REQUIRED));
        var universe = new TextUniverse("");
        universe.add(TextUniverse.descriptor("r:1"), IntStream.range(0, 100_000).mapToObj(i -> wish).toList());
        IntStream.range(0, 1_000).forEach(i -> universe.add(AddonDescriptor.of("t", "a", "" + i), List.of()));

        assertThat(told(resolve(universe, "r:1"))).isEqualTo("r:1 a:4");
    }

    @Test
    void what_cannot_be_decided_in_time_is_given_up() {
        StringBuilder holes = new StringBuilder("r:1");
        IntStream.range(0, 12).forEach(i -> holes.append(" +p").append(i).append("(,)"));
        for (int pigeon = 0; pigeon < 12; pigeon++) {
            for (int hole = 0; hole < 11; hole++) {
                holes.append("\np").append(pigeon).append(":").append(hole);
                for (int other = 0; other < 12; other++) {
                    if (other != pigeon) {
                        holes.append(" -p").append(other).append("[").append(hole).append("]");
                    }
                }
            }
        }
        assertThat(resolve(new TextUniverse(holes.toString()), "r:1")).isInstanceOf(Resolution.TooLarge.class);
    }

    @Test
    void what_has_no_part_in_the_trouble_is_not_tried_again() {
        StringBuilder text = new StringBuilder("r:1 +bad(,)");
        for (int i = 0; i < 40; i++) {
            text.append(" +n").append(i).append("(,)");
        }
        text.append(" +end(,)\nbad:2\nbad:1\nend:1 +bad[1]");
        for (int i = 0; i < 40; i++) {
            for (int version = 0; version < 5; version++) {
                text.append("\nn").append(i).append(":").append(version);
            }
        }
        assertThat(told(resolve(new TextUniverse(text.toString()), "r:1"))).startsWith("r:1 bad:1 n0:4").endsWith("end:1");
    }

    private static Universe chain(int length) {
        VersionRange any = VersionRange.parse("(,)");
        List<AddonVersion> only = List.of(AddonVersion.of("1"));
        return new Universe() {
            @Override
            public List<AddonVersion> versions(AddonId addon) {
                return only;
            }

            @Override
            public List<Relation> relations(AddonDescriptor addon) {
                int place = Integer.parseInt(addon.addon().id().substring(1));
                return place == length
                        ? List.of()
                        : List.of(new Relation(new AddonId("t", "n" + (place + 1)),
                                any, SideFlags.both(Flag.REQUIRED)));
            }
        };
    }

    private static Resolution resolve(Universe universe, String fixed) {
        return Resolver.resolve(universe, Side.CLIENT, fixed(fixed));
    }

    private static Map<AddonId, AddonVersion> fixed(String text) {
        AddonDescriptor descriptor = TextUniverse.descriptor(text);
        Map<AddonId, AddonVersion> fixed = new LinkedHashMap<>();
        fixed.put(descriptor.addon(), descriptor.version());
        return fixed;
    }

    private static String told(Resolution resolution) {
        return resolution instanceof Resolution.Resolved resolved
                ? resolved.versions().entrySet().stream().map(entry -> entry.getKey().id() + ":" + entry.getValue())
                        .collect(Collectors.joining(" "))
                : resolution.toString();
    }
}
