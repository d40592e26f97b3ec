package io.packhouse.gateway.installers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;
import io.packhouse.gateway.xmlrpc.XmlRpcValue;
import io.packhouse.platform.config.ByteSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** One row for each rule of section 5, and for each of our own. */
class InstallersRulesTest {

    private static final InstallersLimits LIMITS = new InstallersLimits(new ByteSize(1 << 20), Duration.ofSeconds(10), 9, 5,
            12, 20, 4);
    private static final String GOOD = "{percentage: 80, owner: 'alice'}";

    private final InstallersRules rules = new InstallersRules(20, LIMITS);

    private InstallersRequest check(String vessels, String users) {
        return rules.check(tree(vessels), tree(users));
    }

    /** JSON with single quotes and bare names, to keep the rows readable; null for a missing argument. */
    private static JsonNode tree(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String json = text.replace('\'', '"').replaceAll("([{,] *)([a-z_]+):", "$1\"$2\":");
        return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private Failure refused(String vessels, String users) {
        FailureException refused = catchThrowableOfType(FailureException.class, () -> check(vessels, users));
        assertThat(refused).as("%s with %s is refused", vessels, users).isNotNull();
        return refused.failure();
    }

    @Test
    void acceptsTheSampleOfTheReference() {
        // when
        InstallersRequest request = check(
                "[{percentage: 50, owner: 'mira', users: ['noah']}, {percentage: 30, owner: 'olga'}]",
                "{mira: {public_key: '17 3233'}, olga: {public_key: '5 8051'}}");

        // then
        assertThat(request.vessels()).containsExactly(new Vessel(50, "mira", List.of("noah")),
                new Vessel(30, "olga", List.of()));
        assertThat(request.users()).containsExactly("mira", "noah", "olga");
        assertThat(request.keysToMake()).containsExactly("noah");
        assertThat(request.publicKeys()).containsEntry("mira", "17 3233").containsEntry("olga", "5 8051").hasSize(2);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(arguments("no user data", "[" + GOOD + "]", ""),
                arguments("nil user data", "[" + GOOD + "]", "null"),
                arguments("empty array as user data", "[" + GOOD + "]", "[]"),
                arguments("false as user data", "[" + GOOD + "]", "false"),
                arguments("zero as user data", "[" + GOOD + "]", "0"),
                arguments("users nil", "[{percentage: 80, owner: 'bob', users: null}]", ""),
                arguments("users empty", "[{percentage: 80, owner: 'bob', users: []}]", ""),
                arguments("users an empty string", "[{percentage: 80, owner: 'bob', users: ''}]", ""),
                arguments("owner among the users", "[{percentage: 80, owner: 'bob', users: ['bob', 'amy']}]", ""),
                arguments("other members", "[{percentage: 80, owner: 'bob', colour: 7}]", "{bob: {private_key: 3}}"),
                arguments("nil key", "[" + GOOD + "]", "{alice: {public_key: null}}"),
                arguments("empty entry", "[" + GOOD + "]", "{alice: {}}"),
                arguments("leading zeroes", "[" + GOOD + "]", "{alice: {public_key: '0017 003233'}}"),
                arguments("e greater than n", "[" + GOOD + "]", "{alice: {public_key: '67891 09871'}}"),
                arguments("two names with one key", "[" + GOOD + "]",
                        "{alice: {public_key: '3 33'}, bob: {public_key: '3 33'}}"),
                arguments("one owner of several", "[{percentage: 40, owner: 'bob'}, {percentage: 40, owner: 'bob'}]", ""),
                arguments("leading digit", "[{percentage: 80, owner: '3com'}]", ""),
                arguments("shortest name", "[{percentage: 80, owner: 'a_b'}]", ""),
                arguments("longest name", "[{percentage: 80, owner: '" + "x".repeat(40) + "'}]", ""),
                arguments("eight vessels",
                        "[" + String.join(",", Collections.nCopies(8, "{percentage: 10, owner: 'bob'}")) + "]",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, String vessels, String users) {
        assertThat(check(vessels, users).vessels()).as(what).isNotEmpty();
    }

    @Test
    void aUserWhomNoVesselNamesIsAUserToo() {
        InstallersRequest request = check("[" + GOOD + "]", "{zoe: {}, yan: {public_key: '3 33'}}");
        assertThat(request.users()).containsExactly("alice", "zoe", "yan");
        assertThat(request.keysToMake()).containsExactly("alice", "zoe");
    }

    @Test
    void duplicatesCollapseInOrderOfFirstMention() {
        InstallersRequest request = check("[{percentage: 80, owner: 'bob', users: ['carl', 'amy', 'carl', 'bob']}]", "");
        assertThat(request.vessels().getFirst().users()).containsExactly("carl", "amy", "bob");
        assertThat(request.users()).containsExactly("bob", "carl", "amy");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // Percentages.
                vessel("owner: 'bob'", "/vessels/0/percentage", "percentage is missing"),
                vessel("percentage: '80', owner: 'bob'", "/vessels/0/percentage", "must be an integer, not the string '80'"),
                vessel("percentage: 80.0, owner: 'bob'", "/vessels/0/percentage",
                        "must be an integer, not the fraction 80.0"),
                vessel("percentage: null, owner: 'bob'", "/vessels/0/percentage", "must be an integer, not nothing"),
                vessel("percentage: true, owner: 'bob'", "/vessels/0/percentage",
                        "must be an integer, not the boolean true"),
                vessel("percentage: [], owner: 'bob'", "/vessels/0/percentage", "must be an integer, not a list"),
                vessel("percentage: 0, owner: 'bob'", "/vessels/0/percentage", "must be a positive integer"),
                vessel("percentage: -80, owner: 'bob'", "/vessels/0/percentage", "must be a positive integer"),
                vessel("percentage: 101, owner: 'bob'", "/vessels/0/percentage", "must be at most 100"),
                vessel("percentage: 99999999999999999999999999, owner: 'bob'", "/vessels/0/percentage",
                        "must be at most 100"),
                vessel("percentage: 4294967376, owner: 'bob'", "/vessels/0/percentage", "must be at most 100"),
                vessel("percentage: 7, owner: 'bob'", "/vessels/0/percentage", "must be a multiple of 10"),
                arguments("[{percentage: 73, owner: 'bob'}, {percentage: 7, owner: 'bob'}]", "", "/vessels/0/percentage",
                        "must be a multiple of 10"),
                // Owners and names.
                vessel("percentage: 80", "/vessels/0/owner", "every vessel needs one"),
                vessel("percentage: 80, owner: null", "/vessels/0/owner", "every vessel needs one"),
                vessel("percentage: 80, owner: ''", "/vessels/0/owner", "at least 3 characters"),
                vessel("percentage: 80, owner: 'bo'", "/vessels/0/owner", "at least 3 characters"),
                vessel("percentage: 80, owner: '" + "x".repeat(41) + "'", "/vessels/0/owner", "at most 40 characters"),
                vessel("percentage: 80, owner: 'bob!'", "/vessels/0/owner", "may not have"),
                vessel("percentage: 80, owner: 'b-b'", "/vessels/0/owner", "may not have"),
                vessel("percentage: 80, owner: 'zoë'", "/vessels/0/owner", "may not have"),
                vessel("percentage: 80, owner: 'bob٣'", "/vessels/0/owner", "may not have"),
                vessel("percentage: 80, owner: 'bob\\n'", "/vessels/0/owner", "may not have"),
                vessel("percentage: 80, owner: '_bob'", "/vessels/0/owner", "underscore"),
                vessel("percentage: 80, owner: 5", "/vessels/0/owner", "a name must be a string, not the integer 5"),
                vessel("percentage: 80, owner: ['bob']", "/vessels/0/owner", "a name must be a string, not a list"),
                vessel("percentage: 80, owner: 'bob', users: ['amy', null]", "/vessels/0/users/1",
                        "must be a string, not nothing"),
                vessel("percentage: 80, owner: 'bob', users: ['amy', 'x']", "/vessels/0/users/1", "at least 3 characters"),
                vessel("percentage: 80, owner: 'bob', users: 5", "/vessels/0/users", "must be a list of names"),
                vessel("percentage: 80, owner: 'bob', users: 0", "/vessels/0/users", "must be a list of names"),
                vessel("percentage: 80, owner: 'bob', users: 'bob'", "/vessels/0/users", "must be a list of names"),
                vessel("percentage: 80, owner: 'bob', users: {amy: 1}", "/vessels/0/users", "must be a list of names"),
                // User data.
                userData("[1]", "/users", "must be a struct of structs"),
                userData("'x'", "/users", "must be a struct of structs"),
                userData("{alice: null}", "/users/alice", "must be a struct"),
                userData("{alice: '3 33'}", "/users/alice", "must be a struct"),
                userData("{al: {}}", "/users/al", "at least 3 characters"),
                userData("{'a/~b': {}}", "/users/a~1~0b", "may not have"),
                userData("{alice: {public_key: ''}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: 'INVALID'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3  33'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3\\t33'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: ' 3 33'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3 33\\n'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3 33 '}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '-3 33'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '3 ٣٣'}}", "/users/alice/public_key", "is invalid"),
                userData("{alice: {public_key: '0 0'}}", "/users/alice/public_key", "may be zero"),
                userData("{alice: {public_key: '3 000'}}", "/users/alice/public_key", "may be zero"),
                userData("{alice: {public_key: 5}}", "/users/alice/public_key", "must be a string of two numbers"),
                userData("{alice: {public_key: ['3 33']}}", "/users/alice/public_key", "must be a string of two numbers"),
                // Shapes.
                arguments("[" + GOOD + ", 5]", "", "/vessels/1", "vessel 2: must be a struct, not the integer 5"),
                arguments("[null]", "", "/vessels/0", "must be a struct, not nothing"),
                arguments(GOOD, "", "/vessels", "must be a list of structs, not a struct"),
                arguments("'x'", "", "/vessels", "must be a list of structs, not the string 'x'"),
                arguments("7", "", "/vessels", "must be a list of structs, not the integer 7"),
                // Totals.
                arguments("[{percentage: 70, owner: 'bob'}]", "", "/vessels", "required total is 80%, this request has 70%"),
                arguments("[{percentage: 100, owner: 'bob'}]", "", "/vessels",
                        "required total is 80%, this request has 100%"),
                arguments("[]", "", "/vessels", "required total is 80%, this request has 0%"),
                arguments("", "", "/vessels", "required total is 80%, this request has 0%"));
    }

    private static Arguments vessel(String members, String pointer, String sentence) {
        return arguments("[{" + members + "}]", "", pointer, sentence);
    }

    private static Arguments userData(String users, String pointer, String sentence) {
        return arguments("[" + GOOD + "]", users, pointer, sentence);
    }

    @ParameterizedTest
    @MethodSource
    void refused(String vessels, String users, String pointer, String sentence) {
        // when
        Failure failure = refused(vessels, users);

        // then
        assertThat(failure.code()).isEqualTo(Failure.Code.INVALID_REQUEST);
        assertThat(failure.message()).contains(sentence);
        assertThat(failure.violations().getFirst()).isEqualTo(new Failure.Violation(pointer, failure.message()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "''", "0", "0.0", "false"})
    void falseLikeVesselsAreNoVessels(String vessels) {
        assertThat(refused(vessels, "").message()).isEqualTo("required total is 80%, this request has 0%");
    }

    static Stream<Arguments> order() {
        return Stream.of(
                arguments("percentage before owner", "[{percentage: 7}]", "",
                        List.of("/vessels/0/percentage", "/vessels/0/owner")),
                arguments("owner before users", "[{percentage: 80, owner: 'x', users: ['y']}]", "",
                        List.of("/vessels/0/owner", "/vessels/0/users/0")),
                arguments("vessel after vessel", "[{percentage: 40, users: ['y']}, {percentage: 1, owner: 'bob'}]", "",
                        List.of("/vessels/0/owner", "/vessels/0/users/0", "/vessels/1/percentage")),
                arguments("vessels before user data", "[{percentage: 80}]", "{x: {public_key: ''}}",
                        List.of("/vessels/0/owner", "/users/x", "/users/x/public_key")),
                arguments("user data before total", "[{percentage: 70, owner: 'bob'}]", "{bob: {public_key: ''}}",
                        List.of("/users/bob/public_key", "/vessels")),
                arguments("no total of what is no percentage", "[{percentage: true, owner: 'bob'}]", "",
                        List.of("/vessels/0/percentage")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void order(String what, String vessels, String users, List<String> pointers) {
        assertThat(refused(vessels, users).violations()).as(what).extracting(Failure.Violation::pointer).isEqualTo(pointers);
    }

    static Stream<Arguments> limits() {
        String bob = "{percentage: 10, owner: 'bob'}";
        return Stream.of(
                arguments("[" + String.join(",", Collections.nCopies(10, bob)) + "]", "", "/vessels",
                        "at most 9 vessels, not 10"),
                arguments("[{percentage: 80, owner: 'bob', users: ['aaa','bbb','ccc','ddd','eee','fff']}]", "",
                        "/vessels/0/users", "at most 5 users in a vessel, not 6"),
                arguments("[" + GOOD + "]", "{alice: {public_key: '3 " + "3".repeat(21) + "'}}", "/users/alice/public_key",
                        "at most 20 digits"),
                arguments("[" + GOOD + "]", "{alice: {public_key: '" + "3".repeat(21) + " 3'}}", "/users/alice/public_key",
                        "at most 20 digits"),
                arguments("[" + GOOD + "]",
                        "{aaa:{},bbb:{},ccc:{},ddd:{},eee:{},fff:{},ggg:{},hhh:{},iii:{},jjj:{},kkk:{},lll:{},mmm:{}}",
                        "/users",
                        "at most 12 users, not 13"),
                arguments("[" + GOOD + "]",
                        "{aaa:{},bbb:{},ccc:{},ddd:{},eee:{},fff:{},ggg:{},hhh:{},iii:{},jjj:{},kkk:{},lll:{}}", "/vessels",
                        "at most 12 different users, not 13"),
                arguments("[{percentage: 80, owner: 'bob', users: ['aaa','bbb','ccc','ddd']}]", "", "/users",
                        "at most 4 key pairs"));
    }

    @ParameterizedTest
    @MethodSource
    void limits(String vessels, String users, String pointer, String sentence) {
        // when
        Failure failure = refused(vessels, users);

        // then
        assertThat(failure.code()).isEqualTo(Failure.Code.TOO_LARGE);
        assertThat(failure.violations()).containsExactly(new Failure.Violation(pointer, failure.message()));
        assertThat(failure.message()).contains(sentence);
    }

    @Test
    void theTotalFollowsTheReservedShare() {
        InstallersRules all = new InstallersRules(0, LIMITS);
        assertThat(all.check(tree("[{percentage: 100, owner: 'bob'}]"), null).vessels()).hasSize(1);
    }

    @Test
    void aHostileRequestGetsAShortAnswer() {
        String vessels = "[" + String.join(",", Collections.nCopies(9,
                "{owner: '" + "\\u0000".repeat(5000) + "', users: ['a','a','a','a','a'] }")) + "]";
        Failure failure = refused(vessels, "{'" + "/".repeat(50_000) + "': 5}");
        assertThat(Json.write(failure)).hasSizeLessThan(20_000);
        assertThat(failure.violations()).hasSize(50);
    }

    @Test
    void typesOfXmlRpcKeepTheirMeaning() {
        assertThat(Given.describe(Given.of(new XmlRpcValue.Bool(true)))).isEqualTo("the boolean true");
        assertThat(Given.describe(Given.of(new XmlRpcValue.Bytes(new byte[0])))).isEqualTo("bytes");
        assertThat(Given.describe(Given.of(new XmlRpcValue.DateTime("20260131T12:34:56")))).isEqualTo("a date");
        assertThat(Given.describe(Given.of(new XmlRpcValue.Nil()))).isEqualTo("nothing (nil)");
        assertThat(Given.describe(Given.of(new XmlRpcValue.Real(8)))).isEqualTo("the fraction 8.0");
        assertThat(Given.of(new XmlRpcValue.Array(List.of(XmlRpcValue.Int.of(80)))).get(0).isIntegralNumber()).isTrue();
    }
}
