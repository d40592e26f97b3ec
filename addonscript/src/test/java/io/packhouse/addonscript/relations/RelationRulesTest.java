package io.packhouse.addonscript.relations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.addonscript.Tables;
import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RequestedSide;
import io.packhouse.addonscript.documents.Side;

import static org.assertj.core.api.Assertions.assertThat;

/** One row per rule of section 4.2 of the reference. */
class RelationRulesTest {

    private static final Manifest MANIFEST = Requests.manifest("rules.json");

    static Stream<Arguments> rules() {
        return Tables.rows(RelationRulesTest.class, "relation-rules.tsv");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keeps_the_rule(String rule, String requested, String provided, String expected) {
        List<Problem> problems = check(RelationOptions.DEFAULT, new RequestedSide(list(requested), list(provided)));

        Set<String> told = problems.stream().map(problem -> problem.code().wire() + " " + problem.pointer())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).as(rule)
                .isEqualTo(expected.equals("-") ? Set.of() : new TreeSet<>(Arrays.asList(expected.split(", "))));
        assertThat(problems).as(rule).hasSize(expected.equals("-") ? 0 : expected.split(", ").length)
                .allMatch(problem -> problem.side() == Side.CLIENT && problem.addon() != null);
    }

    @Test
    void unrelated_add_ons_may_count_for_nothing() {
        var problems = new ArrayList<Problem>();
        AdmittedSide side = new RelationRules(MANIFEST, Side.CLIENT, new RelationOptions(false, false), problems)
                .check(new RequestedSide(list("req:1.0"), list("stranger:1 plain:1.0")));

        assertThat(problems).isEmpty();
        assertThat(side.provided().keySet()).extracting("id").containsExactly("plain");
    }

    @Test
    void plain_versions_may_mean_any() {
        assertThat(check(new RelationOptions(true, true), new RequestedSide(list("req:1.0"), list("soft:7")))).isEmpty();
    }

    @Test
    void what_is_admitted_does_not_depend_on_the_order_of_the_request() {
        var one = side(new RequestedSide(list("req:1.0 opt:1.5"), list("plain:1.0 needed:1.0")));
        var other = side(new RequestedSide(list("opt:1.5 req:1.0 req:1.0"), list("needed:1.0 plain:1.0")));

        assertThat(one).isEqualTo(other).hasToString(other.toString());
    }

    @Test
    void a_hundred_problems_are_told_of_ten_thousand() {
        List<AddonDescriptor> strangers = IntStream.range(0, 5_000)
                .mapToObj(i -> AddonDescriptor.of("org.t", "stranger" + i, "1")).toList();

        List<Problem> problems = check(RelationOptions.DEFAULT, new RequestedSide(strangers, strangers));
        Refusal refusal = Refusal.of(problems);

        assertThat(problems).hasSize(15_001);
        assertThat(refusal.problems()).hasSize(100);
        assertThat(refusal.isTruncated()).isTrue();
        assertThat(refusal.toJson().get("truncated").booleanValue()).isTrue();
        assertThat(refusal.problems().get(21).pointer()).isEqualTo("/client/provided/10");
    }

    private static List<Problem> check(RelationOptions options, RequestedSide side) {
        List<Problem> problems = new ArrayList<>();
        new RelationRules(MANIFEST, Side.CLIENT, options, problems).check(side);
        return problems;
    }

    private static AdmittedSide side(RequestedSide side) {
        return new RelationRules(MANIFEST, Side.CLIENT, RelationOptions.DEFAULT, new ArrayList<>()).check(side);
    }

    private static List<AddonDescriptor> list(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(" ")).map(each -> each.split(":"))
                        .map(each -> AddonDescriptor.of("org.t", each[0], each[1])).toList();
    }
}
