package io.packhouse.gateway.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What senders try. Each is answered by a sentence, and soon. */
class HostileCallsTest {

    private static final XmlRpcLimits LIMITS = new XmlRpcLimits(1 << 20, 16, 20_000, 64 * 1024, 256);
    private static final String HEAD = "<methodCall><methodName>m</methodName><params><param><value>";
    private static final String TAIL = "</value></param></params></methodCall>";

    private final MethodCallReader reader = new MethodCallReader(LIMITS);

    static Stream<Arguments> corpus() {
        String laughs = "<!DOCTYPE m [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>]>";
        String vessel = "<value><struct><member><name>percentage</name><value><int>10</int></value></member>"
                + "<member><name>owner</name><value>bob</value></member></struct></value>";
        return Stream.of(arguments("entity bomb", laughs + HEAD + "&c;" + TAIL, "DOCTYPE"),
                arguments("bare doctype", "<!DOCTYPE methodCall>" + HEAD + TAIL, "DOCTYPE"),
                arguments("external entity", "<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + HEAD + "&x;" + TAIL,
                        "DOCTYPE"),
                arguments("external subset", "<!DOCTYPE m SYSTEM 'http://127.0.0.1:9/m.dtd'>" + HEAD + TAIL, "DOCTYPE"),
                arguments("parameter entities",
                        "<!DOCTYPE m [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>" + HEAD + TAIL, "DOCTYPE"),
                arguments("quadratic blow-up",
                        "<!DOCTYPE m [<!ENTITY a '" + "x".repeat(50_000) + "'>]>" + HEAD + "&a;".repeat(1000) + TAIL,
                        "DOCTYPE"),
                arguments("endless doctype", "<!DOCTYPE m [" + "<!ENTITY a 'b'>".repeat(50_000), "not well-formed"),
                arguments("undeclared entity", HEAD + "&c;" + TAIL, "entit"),
                arguments("deep arrays", HEAD + "<array><data><value>".repeat(10_000), "deeper than 16"),
                arguments("deep structs", HEAD + "<struct><member><name>a</name><value>".repeat(10_000), "deeper than 16"),
                arguments("deep unknown elements", "<a>".repeat(200_000), "<a> stands where <methodCall> belongs"),
                arguments("thousands of vessels", HEAD + "<array><data>" + vessel.repeat(6_700), "more than 20000 values"),
                arguments("a megabyte of text", HEAD + "<string>" + "n".repeat(1_000_000) + "</string>" + TAIL,
                        "more than 65536 characters"),
                arguments("a megabyte of untyped text", HEAD + "n".repeat(1_000_000) + TAIL, "more than 65536 characters"),
                arguments("a megabyte of CDATA", HEAD + "<![CDATA[" + "n".repeat(1_000_000) + "]]>" + TAIL,
                        "more than 65536 characters"),
                arguments("many short texts", HEAD + "n<!---->".repeat(100_000) + TAIL, "more than 65536 characters"),
                arguments("a long method name", "<methodCall><methodName>" + "n".repeat(1_000_000),
                        "more than 256 characters"),
                arguments("a long member name", HEAD + "<struct><member><name>" + "n".repeat(300) + "</name>",
                        "more than 256 characters"),
                arguments("a long element name", "<" + "n".repeat(1_000_000) + "/>", ""),
                arguments("many attributes", "<methodCall" + attributes(50_000) + ">", ""),
                arguments("a huge integer", HEAD + "<int>" + "9".repeat(60_000) + "</int>" + TAIL, "no integer"),
                arguments("a huge double", HEAD + "<double>" + "9".repeat(60_000) + "</double>" + TAIL, "no finite"),
                arguments("an exponent", HEAD + "<double>1e999999999</double>" + TAIL, "no finite"),
                arguments("a null character", HEAD + "a\0b" + TAIL, "not well-formed"),
                arguments("a null reference", HEAD + "&#0;" + TAIL, "not well-formed"),
                arguments("a surrogate reference", HEAD + "&#xD800;" + TAIL, "not well-formed"),
                arguments("unclosed tags", HEAD + "<struct><member><name>a", "not well-formed"),
                arguments("crossed tags", HEAD + "<array><data></array></data>" + TAIL, "not well-formed"),
                arguments("an endless comment", HEAD + "<!--" + "-".repeat(100_000), "not well-formed"),
                arguments("two megabytes", " ".repeat(2 << 20), "more than the 1048576"));
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        return attributes.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    @Timeout(120)
    void isAnsweredByASentence(String what, String document, String expected) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);

        assertTimeoutPreemptively(Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> reader.read(bytes)).as(what).isInstanceOf(XmlRpcFaultException.class)
                        .message()
                        .contains(expected).hasSizeLessThan(500));
    }

    @Test
    void brokenUtf8IsRefused() {
        // given
        int[][] broken = {{0xff}, {0xc3}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xf8, 0x88, 0x80, 0x80, 0x80}, {0xe2, 0x82}};
        for (int[] sequence : broken) {
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            document.writeBytes(HEAD.getBytes(StandardCharsets.UTF_8));
            for (int octet : sequence) {
                document.write(octet);
            }
            document.writeBytes(TAIL.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> reader.read(document.toByteArray())).isInstanceOf(XmlRpcFaultException.class)
                    .hasMessageStartingWith("not well-formed XML");
        }
    }

    /** The JDK's parser would tell standard error about each broken document, and so fill the logs for a stranger. */
    @Test
    void nothingIsPrinted() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            corpus().forEach(arguments -> assertThatThrownBy(
                    () -> reader.read(String.valueOf(arguments.get()[1]).getBytes(StandardCharsets.UTF_8))));
            assertThatThrownBy(() -> reader.read(new byte[]{'<', 'a', '>', (byte) 0xff}));
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aMillionElementsInOneMegabyteOfRubbishAreRefusedAtTheFirst() {
        byte[] rubbish = new byte[1 << 20];
        Arrays.fill(rubbish, (byte) '<');
        assertThatThrownBy(() -> reader.read(rubbish)).isInstanceOf(XmlRpcFaultException.class);
    }
}
