package io.packhouse.deploy.packageserver;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServerArgumentsTest {

    @Test
    void takesBothSpellingsOfAValue() throws Exception {
        var arguments = parse("--dd", "one", "--la=any:1", "--project-id=P=Q", "--sp=");

        assertThat(arguments.value(ServerOption.DATA_DIRECTORY)).contains("one");
        assertThat(arguments.value(ServerOption.LISTEN_ADDRESS)).contains("any:1");
        assertThat(arguments.value(ServerOption.PROJECT_ID)).contains("P=Q");
        assertThat(arguments.value(ServerOption.STORE_PASSWORD)).contains("");
        assertThat(arguments.value(ServerOption.STORE_CERTIFICATE)).isEmpty();
    }

    @Test
    void ofSeveralTheLastCountsExceptForCas() throws Exception {
        var arguments = parse("--pi", "one", "--dc", "a.crt", "--pi", "two", "--dc=b.crt");

        assertThat(arguments.value(ServerOption.PROJECT_ID)).contains("two");
        assertThat(arguments.values(ServerOption.DEVELOPER_CA)).containsExactly("a.crt", "b.crt");
    }

    @Test
    void whateverFollowsAnOptionIsItsValue() throws Exception {
        var arguments = parse("--sp", "--cc", "--pi", "-");

        assertThat(arguments.value(ServerOption.STORE_PASSWORD)).contains("--cc");
        assertThat(arguments.has(ServerOption.CREATE_CONFIG)).isFalse();
        assertThat(arguments.value(ServerOption.PROJECT_ID)).contains("-");
    }

    @Test
    void otherWordsDoNotMatter() throws Exception {
        var arguments = parse("start", "--cc", "-", "now", "--", "--nonsense");

        assertThat(arguments.has(ServerOption.CREATE_CONFIG)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--foo|Unknown option 'foo'.", "--foo=1|Unknown option 'foo'.",
            "--foo --dd x --bar|Unknown options: foo, bar.", "-dd x|Unknown options: d, d.", "-x|Unknown option 'x'.",
            "--dd|Missing value after '--dd'.", "--pi x --listen-address|Missing value after '--listen-address'.",
            "--cc=1|Unexpected value after '--cc'.", "--DD x|Unknown option 'DD'."})
    void whatIsWrongIsToldInTheOriginalsWords(String line, String sentence) {
        assertThatExceptionOfType(CommandLineException.class).isThrownBy(() -> parse(line.split(" ", -1)))
                .withMessage(sentence);
    }

    @Test
    void shortOptionsMayBeBundled() throws Exception {
        assertThat(parse("-hv").has(ServerOption.HELP)).isTrue();
        assertThat(parse("-hv").has(ServerOption.VERSION)).isTrue();
    }

    private static ServerArguments parse(String... words) throws CommandLineException {
        return ServerArguments.parse(List.of(words));
    }
}
