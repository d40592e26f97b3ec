package io.packhouse.gateway.xmlrpc;

import java.math.BigInteger;
import java.util.Base64;
import java.util.regex.Pattern;

/** The texts of plain values: what is a number, a boolean, a time, bytes. A fault for what is none. */
final class Scalars {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DOUBLE = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
    private static final Pattern DATE_TIME = Pattern
            .compile("[0-9]{4}-?[0-9]{2}-?[0-9]{2}T[0-9]{2}:?[0-9]{2}:?[0-9]{2}(Z|[+-][0-9]{2}:?[0-9]{2})?");
    private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]+");

    private Scalars() {
    }

    /** Blanks around the digits are allowed, as the original's parser did. */
    static XmlRpcValue.Int integer(String text) {
        String digits = text.strip();
        if (digits.length() > XmlRpcLimits.NUMBER || !INTEGER.matcher(digits).matches()) {
            throw new XmlRpcFaultException("no integer of at most " + XmlRpcLimits.NUMBER + " digits: " + Quoted.of(text));
        }
        return new XmlRpcValue.Int(new BigInteger(digits));
    }

    static XmlRpcValue.Bool bool(String text) {
        return switch (text.strip()) {
            case "1" -> new XmlRpcValue.Bool(true);
            case "0" -> new XmlRpcValue.Bool(false);
            default -> throw new XmlRpcFaultException("a boolean is 0 or 1, not " + Quoted.of(text));
        };
    }

    static XmlRpcValue.Real real(String text) {
        String digits = text.strip();
        if (digits.length() <= XmlRpcLimits.NUMBER && DOUBLE.matcher(digits).matches()) {
            double value = Double.parseDouble(digits);
            if (Double.isFinite(value)) {
                return new XmlRpcValue.Real(value);
            }
        }
        throw new XmlRpcFaultException("no finite decimal number: " + Quoted.of(text));
    }

    static XmlRpcValue.DateTime dateTime(String text) {
        if (!DATE_TIME.matcher(text.strip()).matches()) {
            throw new XmlRpcFaultException("a dateTime.iso8601 looks like 20260131T12:34:56, not like " + Quoted.of(text));
        }
        return new XmlRpcValue.DateTime(text.strip());
    }

    static XmlRpcValue.Bytes base64(String text) {
        try {
            return new XmlRpcValue.Bytes(Base64.getDecoder().decode(BLANKS.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException e) {
            throw new XmlRpcFaultException("no base64: " + Quoted.of(text));
        }
    }
}
