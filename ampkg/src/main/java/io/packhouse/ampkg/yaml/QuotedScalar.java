package io.packhouse.ampkg.yaml;

/** A string in quotes: single ones for printable ASCII, else double ones with escapes, as the original writes it. */
final class QuotedScalar {

    private QuotedScalar() {
    }

    static String of(String text) {
        if (text.chars().allMatch(unit -> unit >= ' ' && unit <= '~')) {
            return "'" + text.replace("'", "''") + "'";
        }
        var out = new StringBuilder("\"");
        text.codePoints().forEach(point -> out.append(escape(point)));
        return out.append('"').toString();
    }

    private static String escape(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0 -> "\\0";
            default -> {
                if (point >= ' ' && point <= '~') {
                    yield Character.toString(point);
                }
                yield point <= 0xFF
                        ? "\\x%02X".formatted(point)
                        : point <= 0xFFFF ? "\\u%04X".formatted(point) : "\\U%08X".formatted(point);
            }
        };
    }
}
