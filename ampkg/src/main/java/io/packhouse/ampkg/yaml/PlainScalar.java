package io.packhouse.ampkg.yaml;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a scalar without quotes, by YAML 1.1 as the original understands it (reference, 1.8). */
final class PlainScalar {

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n",
            "N");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NAN = Set.of(".nan", ".NaN", ".NAN");
    private static final Pattern INFINITY = Pattern.compile("([-+]?)\\.(?:inf|Inf|INF)");

    /** The bases of YAML 1.1 without base 60, which the original does not know; a lone zero is decimal. */
    private static final Pattern INTEGER = Pattern.compile(
            "([-+]?)(?:0b(?<binary>[01_]+)|0x(?<hex>[0-9a-fA-F_]+)|0(?<octal>[0-7_]+)|(?<decimal>0|[1-9][0-9_]*))");

    /** A point is what makes it one; an exponent needs a sign. */
    private static final Pattern REAL = Pattern
            .compile("[-+]?(?:[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?");

    /** Longer than this no integer of 64 bits is written by anybody; more digits are not worth counting. */
    private static final int LONGEST_INTEGER = 160;

    private PlainScalar() {
    }

    static YamlValue type(String text) {
        if (NULL.contains(text)) {
            return new YamlValue.Null();
        }
        if (TRUE.contains(text)) {
            return new YamlValue.Bool(true);
        }
        if (FALSE.contains(text)) {
            return new YamlValue.Bool(false);
        }
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return new YamlValue.Text(text);
        }
        return number(text);
    }

    private static YamlValue number(String text) {
        if (NAN.contains(text)) {
            return new YamlValue.Real(Double.NaN);
        }
        Matcher infinity = INFINITY.matcher(text);
        if (infinity.matches()) {
            return new YamlValue.Real(infinity.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (text.length() <= LONGEST_INTEGER) {
            Matcher integer = INTEGER.matcher(text);
            if (integer.matches()) {
                return integer(integer, text);
            }
        }
        if (REAL.matcher(text).matches()) {
            double value = Double.parseDouble(text.replace("_", ""));
            return Double.isInfinite(value) ? new YamlValue.Text(text) : new YamlValue.Real(value);
        }
        return new YamlValue.Text(text);
    }

    /** An integer; one that fits no 64 bits, or has no digit, stays a string. */
    private static YamlValue integer(Matcher written, String text) {
        String digits;
        int base;
        if ((digits = written.group("binary")) != null) {
            base = 2;
        } else if ((digits = written.group("hex")) != null) {
            base = 16;
        } else if ((digits = written.group("octal")) != null) {
            base = 8;
        } else {
            digits = written.group("decimal");
            base = 10;
        }
        digits = digits.replace("_", "");
        if (digits.isEmpty()) {
            return new YamlValue.Text(text);
        }
        var magnitude = new BigInteger(digits, base);
        BigInteger value = written.group(1).equals("-") ? magnitude.negate() : magnitude;
        return YamlValue.Whole.fits(value) ? new YamlValue.Whole(value) : new YamlValue.Text(text);
    }
}
