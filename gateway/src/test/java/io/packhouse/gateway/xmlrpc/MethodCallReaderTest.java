package io.packhouse.gateway.xmlrpc;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MethodCallReaderTest {

    private static final XmlRpcLimits LIMITS = new XmlRpcLimits(1 << 20, 8, 1000, 10_000, 256);

    private final MethodCallReader reader = new MethodCallReader(LIMITS);

    private MethodCall read(String document) {
        return reader.read(document.getBytes(StandardCharsets.UTF_8));
    }

    private XmlRpcValue value(String xml) {
        MethodCall call = read(
                "<methodCall><methodName>m</methodName><params><param>" + xml + "</param></params></methodCall>");
        assertThat(call.arguments()).hasSize(1);
        return call.arguments().getFirst();
    }

    @Test
    void readsTheSampleOfTheReference() {
        // given: section 17
        String sample = """
                <?xml version='1.0'?>
                <methodCall>
                <methodName>build_installers</methodName>
                <params>
                <param>
                <value><array><data>
                <value><struct>
                <member><name>percentage</name><value><int>50</int></value></member>
                <member><name>owner</name><value><string>mira</string></value></member>
                <member><name>users</name><value><array><data>
                <value><string>noah</string></value>
                </data></array></value></member>
                </struct></value>
                </data></array></value>
                </param>
                <param>
                <value><struct>
                <member><name>mira</name><value><struct>
                <member><name>public_key</name><value><string>17 3233</string></value></member>
                </struct></value></member>
                </struct></value>
                </param>
                </params>
                </methodCall>
                """;

        // when
        MethodCall call = read(sample);

        // then
        assertThat(call.method()).isEqualTo("build_installers");
        assertThat(call.arguments()).containsExactly(
                new XmlRpcValue.Array(List.of(new XmlRpcValue.Struct(
                        Map.of("percentage", XmlRpcValue.Int.of(50), "owner", new XmlRpcValue.Text("mira"), "users",
                                new XmlRpcValue.Array(List.of(new XmlRpcValue.Text("noah"))))))),
                new XmlRpcValue.Struct(Map.of("mira",
                        new XmlRpcValue.Struct(Map.of("public_key", new XmlRpcValue.Text("17 3233"))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<params/>", "<params></params>", "<params>\n \n</params>",
            "<params><!-- none --></params>"})
    void aCallWithoutParametersHasNoArguments(String params) {
        assertThat(read("<methodCall><methodName>api_version</methodName>" + params + "</methodCall>"))
                .isEqualTo(new MethodCall("api_version", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"int,5,5", "i4,-7,-7", "i8,+12,12", "int,' 8 ',8", "int,007,7",
            "i8,123456789012345678901234567890,123456789012345678901234567890", "ex:i8,9,9", "biginteger,-1,-1"})
    void integersOfAnySize(String type, String text, BigInteger expected) {
        assertThat(value("<value><" + type + ">" + text + "</" + type + "></value>"))
                .isEqualTo(new XmlRpcValue.Int(expected));
    }

    @Test
    void textWithoutATypeIsKeptWithItsBlanks() {
        assertThat(value("<value> a\tb \n</value>")).isEqualTo(new XmlRpcValue.Text(" a\tb \n"));
        assertThat(value("<value/>")).isEqualTo(new XmlRpcValue.Text(""));
        assertThat(value("<value>x<!-- c -->y<?p i?>z</value>")).isEqualTo(new XmlRpcValue.Text("xyz"));
        assertThat(value("<value><string> <![CDATA[<&>]]> &lt;&#65; </string></value>"))
                .isEqualTo(new XmlRpcValue.Text(" <&> <A "));
        assertThat(value("<value><string/></value>")).isEqualTo(new XmlRpcValue.Text(""));
    }

    @Test
    void theOtherTypes() {
        assertThat(value("<value><boolean>1</boolean></value>")).isEqualTo(new XmlRpcValue.Bool(true));
        assertThat(value("<value>\n<boolean>0</boolean>\n</value>")).isEqualTo(new XmlRpcValue.Bool(false));
        assertThat(value("<value><double>-.5e1</double></value>")).isEqualTo(new XmlRpcValue.Real(-5));
        assertThat(value("<value><dateTime.iso8601>20260131T12:34:56</dateTime.iso8601></value>"))
                .isEqualTo(new XmlRpcValue.DateTime("20260131T12:34:56"));
        assertThat(value("<value><base64>\nAQI\nD\n</base64></value>"))
                .isEqualTo(new XmlRpcValue.Bytes(new byte[]{1, 2, 3}));
        assertThat(value("<value><nil/></value>")).isEqualTo(new XmlRpcValue.Nil());
        assertThat(value("<value><struct/></value>")).isEqualTo(new XmlRpcValue.Struct(Map.of()));
        assertThat(value("<value><array><data/></array></value>")).isEqualTo(new XmlRpcValue.Array(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<int></int>", "<int>5.0</int>", "<int>0x1</int>", "<int>\u0665</int>", "<int>1 2</int>",
            "<i4>-</i4>",
            "<boolean>true</boolean>", "<boolean>2</boolean>", "<double>nan</double>", "<double>1e999</double>",
            "<double>1d</double>", "<double>0x1p3</double>", "<base64>!!</base64>", "<base64>A</base64>",
            "<dateTime.iso8601>now</dateTime.iso8601>", "<nil>x</nil>", "<float>1</float>", "x<int>5</int>", "<int>5</int>x",
            "<int>5</int><int>6</int>", "<string><b>x</b></string>", "<array/>", "<array><data>x</data></array>",
            "<array><data/><data/></array>", "<struct><member><name>a</name></member></struct>",
            "<struct><member><value>1</value><name>a</name></member></struct>",
            "<struct><member><name>a</name><value>1</value><value>2</value></member></struct>",
            "<struct><member><name>a</name><value>1</value></member><member><name>a</name><value>2</value></member></struct>"})
    void refusesWhatIsNoValue(String content) {
        assertThatThrownBy(() -> value("<value>" + content + "</value>")).isInstanceOf(XmlRpcFaultException.class)
                .message().isNotBlank().hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{}", "<", "<a/>", "<methodCall/>", "<methodCall><methodName>m</methodName>",
            "<methodCall><params/></methodCall>", "<methodCall><methodName>m</methodName><params/></methodCall><x/>",
            "<methodCall><methodName>m</methodName><params/></methodCall>x",
            "<methodCall><methodName>m</methodName><params/><params/></methodCall>",
            "<methodCall><methodName>m</methodName>x<params/></methodCall>",
            "<methodCall><methodName>m</methodName><![CDATA[x]]><params/></methodCall>",
            "<methodCall><methodName>m</methodName><params><value>1</value></params></methodCall>",
            "<methodCall><methodName>m</methodName><params><param/></params></methodCall>",
            "<methodCall><methodName><b/></methodName></methodCall>", "<methodResponse><params/></methodResponse>",
            "<methodCall><methodName>m</methodName><params><param><value>&unknown;</value></param></params></methodCall>"})
    void refusesWhatIsNoCall(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(XmlRpcFaultException.class).message().isNotBlank();
    }

    @Test
    void saysWhereTheXmlIsBroken() {
        assertThatThrownBy(() -> read("<methodCall>\n<methodName>m</methodCall>")).isInstanceOf(XmlRpcFaultException.class)
                .hasMessageStartingWith("not well-formed XML: line 2, column ").hasMessageContaining("methodName");
        assertThatThrownBy(() -> read("<methodCall>\n <x/></methodCall>")).isInstanceOf(XmlRpcFaultException.class)
                .hasMessage("no XML-RPC call: line 2, column 6: <x> stands where <methodName> belongs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII"})
    void readsTheEncodingThatTheDeclarationNames(String encoding) {
        // given
        String name = encoding.equals("US-ASCII") ? "e" : "é";
        String document = "<?xml version='1.0' encoding='" + encoding + "'?><methodCall><methodName>" + name
                + "</methodName></methodCall>";

        // when
        MethodCall call = reader.read(document.getBytes(Charset.forName(encoding)));

        // then
        assertThat(call.method()).isEqualTo(name);
    }

    @Test
    void refusesOtherEncodingsByName() {
        byte[] document = "<?xml version='1.0' encoding='IBM037'?><methodCall/>".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> reader.read(document)).isInstanceOf(XmlRpcFaultException.class);
        byte[] japanese = "<?xml version='1.0' encoding='Shift_JIS'?><methodCall/>".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> reader.read(japanese)).isInstanceOf(XmlRpcFaultException.class)
                .hasMessageContaining("'Shift_JIS'").hasMessageContaining("use UTF-8");
    }
}
