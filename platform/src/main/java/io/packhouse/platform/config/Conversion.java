package io.packhouse.platform.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes typed values of text. A conversion that does not succeed throws an {@link IllegalArgumentException} whose message
 * says what would be right, to stand after "must be".
 */
final class Conversion {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
    private static final Map<Class<?>, Function<String, Object>> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, text -> text), Map.entry(int.class, Conversion::toInt),
            Map.entry(Integer.class, Conversion::toInt), Map.entry(long.class, Conversion::toLong),
            Map.entry(Long.class, Conversion::toLong), Map.entry(double.class, Conversion::toDouble),
            Map.entry(Double.class, Conversion::toDouble), Map.entry(boolean.class, Conversion::toBoolean),
            Map.entry(Boolean.class, Conversion::toBoolean), Map.entry(Duration.class, Conversion::toDuration),
            Map.entry(ByteSize.class, ByteSize::parse), Map.entry(Path.class, Conversion::toPath),
            Map.entry(URI.class, Conversion::toUri));

    private Conversion() {
    }

    /** The conversion to {@code type}, or empty when there is none. */
    static Optional<Function<String, Object>> to(Class<?> type) {
        return type.isEnum() ? Optional.of(text -> toConstant(text, type)) : Optional.ofNullable(BY_TYPE.get(type));
    }

    private static Integer toInt(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number of at most " + Integer.MAX_VALUE, e);
        }
    }

    /** A whole number, or a size in bytes when it has a unit. */
    private static Long toLong(String text) {
        try {
            return Character.isLetter(text.isEmpty() ? '0' : text.charAt(text.length() - 1))
                    ? ByteSize.parse(text).bytes()
                    : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number", e);
        }
    }

    private static Double toDouble(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number such as 0.5", e);
        }
        throw new IllegalArgumentException("a finite number");
    }

    private static Boolean toBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration toDuration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a duration such as 500ms, 30s, 5m, 4h or 3d");
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(Math.min(count, 1_000_000));
        };
    }

    private static Path toPath(String text) {
        try {
            return Path.of(given(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a path of this system", e);
        }
    }

    private static URI toUri(String text) {
        try {
            return URI.create(given(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a URL", e);
        }
    }

    private static String given(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("given");
        }
        return text;
    }

    private static Object toConstant(String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> kebab(constant).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of " + Arrays.stream(type.getEnumConstants())
                        .map(Conversion::kebab).collect(Collectors.joining(", "))));
    }

    private static String kebab(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
