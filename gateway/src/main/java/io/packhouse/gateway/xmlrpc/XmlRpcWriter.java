package io.packhouse.gateway.xmlrpc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes answers in the layout of the original: a declaration without an encoding (so UTF-8), {@code <int>} for integers,
 * {@code <string>} around every text (reference, sections 3 and 17).
 */
public final class XmlRpcWriter {

    /** The only code that the original's faults have. */
    private static final int FAULT_CODE = 1;
    private static final String DECLARATION = "<?xml version='1.0'?>\n";

    private XmlRpcWriter() {
    }

    /** The answer of a call that went well. */
    public static byte[] answer(XmlRpcValue result) {
        StringBuilder xml = new StringBuilder(DECLARATION).append("<methodResponse>\n<params>\n<param>\n");
        append(xml, result);
        return utf8(xml.append("</param>\n</params>\n</methodResponse>\n"));
    }

    /** The answer of a call that did not: code 1 and a sentence. */
    public static byte[] fault(String sentence) {
        StringBuilder xml = new StringBuilder(DECLARATION).append("<methodResponse>\n<fault>\n");
        Map<String, XmlRpcValue> fault = new LinkedHashMap<>();
        fault.put("faultCode", XmlRpcValue.Int.of(FAULT_CODE));
        fault.put("faultString", new XmlRpcValue.Text(sentence));
        append(xml, new XmlRpcValue.Struct(fault));
        return utf8(xml.append("</fault>\n</methodResponse>\n"));
    }

    /** A call, as a client writes it. */
    public static byte[] call(MethodCall call) {
        StringBuilder xml = new StringBuilder(DECLARATION).append("<methodCall>\n<methodName>");
        XmlText.append(xml, call.method());
        xml.append("</methodName>\n<params>\n");
        call.arguments().forEach(argument -> {
            xml.append("<param>\n");
            append(xml, argument);
            xml.append("</param>\n");
        });
        return utf8(xml.append("</params>\n</methodCall>\n"));
    }

    private static void append(StringBuilder xml, XmlRpcValue value) {
        xml.append("<value>");
        switch (value) {
            case XmlRpcValue.Int(BigInteger number) ->
                element(xml, number.bitLength() < 32 ? "int" : "i8", number.toString());
            case XmlRpcValue.Bool(boolean bool) -> element(xml, "boolean", bool ? "1" : "0");
            case XmlRpcValue.Text(String text) -> element(xml, "string", text);
            case XmlRpcValue.Real(double number) -> element(xml, "double", Double.toString(number));
            case XmlRpcValue.DateTime(String text) -> element(xml, "dateTime.iso8601", text);
            case XmlRpcValue.Bytes(byte[] bytes) -> element(xml, "base64", Base64.getEncoder().encodeToString(bytes));
            case XmlRpcValue.Nil() -> xml.append("<nil/>");
            case XmlRpcValue.Array(List<XmlRpcValue> values) -> {
                xml.append("<array><data>\n");
                values.forEach(element -> append(xml, element));
                xml.append("</data></array>");
            }
            case XmlRpcValue.Struct(Map<String, XmlRpcValue> members) -> {
                xml.append("<struct>\n");
                members.forEach((name, member) -> {
                    xml.append("<member>\n<name>");
                    XmlText.append(xml, name);
                    xml.append("</name>\n");
                    append(xml, member);
                    xml.append("</member>\n");
                });
                xml.append("</struct>");
            }
        }
        xml.append("</value>\n");
    }

    private static void element(StringBuilder xml, String type, String text) {
        xml.append('<').append(type).append('>');
        XmlText.append(xml, text);
        xml.append("</").append(type).append('>');
    }

    private static byte[] utf8(StringBuilder xml) {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
