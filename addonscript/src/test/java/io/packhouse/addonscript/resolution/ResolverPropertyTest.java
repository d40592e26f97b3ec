package io.packhouse.addonscript.resolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.versions.AddonVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** Small universes made by chance, where all combinations can be tried: the search finds an answer exactly when there is one. */
class ResolverPropertyTest {

    private static final int ADDONS = 7;

    @Test
    void finds_an_answer_exactly_when_there_is_one() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int resolved = 0;
        for (int i = 0; i < 1_000; i++) {
            String text = universe(random);
            TextUniverse universe = new TextUniverse(text);
            Map<AddonId, AddonVersion> fixed = fixed();

            Resolution found = Resolver.resolve(universe, Side.CLIENT, fixed);

            boolean isThere = isThere(universe, new ArrayList<>(universe.all().keySet()), fixed, 0);
            assertThat(found).as("seed %d, universe %d:%n%s", seed, i, text)
                    .isInstanceOf(isThere ? Resolution.Resolved.class : Resolution.Conflict.class);
            if (found instanceof Resolution.Resolved answer) {
                resolved++;
                assertThat(holds(universe, answer.versions())).as("seed %d, %s of%n%s", seed, answer, text).isTrue();
                assertThat(answer.versions()).containsAllEntriesOf(fixed);
                assertThat(Resolver.resolve(universe, Side.CLIENT, fixed)).isEqualTo(found);
            }
        }
        assertThat(resolved).as("seed %d", seed).isBetween(50, 950);
    }

    @Test
    void nothing_is_in_an_answer_that_nobody_needs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String text = universe(random);
            TextUniverse universe = new TextUniverse(text);
            if (Resolver.resolve(universe, Side.CLIENT, fixed()) instanceof Resolution.Resolved answer) {
                answer.versions().keySet().stream().filter(addon -> !addon.id().equals("a0"))
                        .forEach(addon -> assertThat(isNeeded(universe, answer.versions(), addon))
                                .as("seed %d, %s in %s of%n%s", seed, addon, answer, text).isTrue());
            }
        }
    }

    private static String universe(Random random) {
        StringBuilder text = new StringBuilder();
        for (int addon = 0; addon < ADDONS; addon++) {
            for (int version = 1; version <= (addon == 0 ? 1 : 1 + random.nextInt(3)); version++) {
                text.append("a").append(addon).append(":").append(version);
                for (int i = random.nextInt(5); i > 0; i--) {
                    text.append(" ").append("++++?--".charAt(random.nextInt(7))).append("a").append(random.nextInt(ADDONS));
                    int lower = 1 + random.nextInt(3);
                    text.append(switch (random.nextInt(4)) {
                        case 0 -> "(,)";
                        case 1 -> "[" + lower + "]";
                        case 2 -> "[" + lower + ",)";
                        default -> "(," + lower + "]";
                    });
                }
                text.append("\n");
            }
        }
        return text.toString();
    }

    private static Map<AddonId, AddonVersion> fixed() {
        Map<AddonId, AddonVersion> fixed = new LinkedHashMap<>();
        fixed.put(new AddonId("t", "a0"), AddonVersion.of("1"));
        return fixed;
    }

    /** Whether any choice, absence included, of the add-ons from {@code place} on makes everything hold. */
    private static boolean isThere(TextUniverse universe, List<AddonId> addons, Map<AddonId, AddonVersion> chosen,
            int place) {
        if (place == addons.size()) {
            return holds(universe, chosen);
        }
        AddonId addon = addons.get(place);
        if (isThere(universe, addons, chosen, place + 1)) {
            return true;
        }
        if (chosen.containsKey(addon)) {
            return false;
        }
        for (AddonVersion version : universe.versions(addon)) {
            Map<AddonId, AddonVersion> more = new LinkedHashMap<>(chosen);
            more.put(addon, version);
            if (isThere(universe, addons, more, place + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(TextUniverse universe, Map<AddonId, AddonVersion> chosen) {
        return chosen.entrySet().stream().allMatch(entry -> universe
                .relations(new AddonDescriptor(entry.getKey(), entry.getValue())).stream()
                .allMatch(relation -> holds(relation, chosen.get(relation.addon()))));
    }

    private static boolean holds(Relation relation, @Nullable AddonVersion there) {
        if (there == null) {
            return !relation.flags().has(Side.CLIENT, Flag.REQUIRED);
        }
        return relation.range().contains(there) != relation.flags().has(Side.CLIENT, Flag.INCOMPATIBLE);
    }

    private static boolean isNeeded(TextUniverse universe, Map<AddonId, AddonVersion> chosen, AddonId addon) {
        return chosen.entrySet().stream().anyMatch(entry -> universe
                .relations(new AddonDescriptor(entry.getKey(), entry.getValue())).stream()
                .anyMatch(relation -> relation.addon().equals(addon) && relation.flags().has(Side.CLIENT, Flag.REQUIRED)));
    }
}
