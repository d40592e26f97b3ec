package io.packhouse.platform.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A number of bytes, written such as {@code 512}, {@code 64KiB} or {@code 10MB}: units with an {@code i} are powers of 1024,
 * the others of 1000.
 *
 * @param bytes
 *            zero or more
 */
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "kB", 1000L, "KB", 1000L, "MB", 1000_000L, "GB",
            1000_000_000L, "TB", 1000_000_000_000L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    /**
     * The size that {@code text} spells.
     *
     * @throws IllegalArgumentException
     *             when it spells none, or more than a {@code long} holds; the message says what would be right
     */
    public static ByteSize parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a size in bytes such as 512, 64KiB or 10MB");
        }
        long unit = match.group(2) == null ? 1 : UNITS.get(match.group(2));
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(match.group(1)), unit));
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("a size of at most " + Long.MAX_VALUE + " bytes", tooLarge);
        }
    }

    /** The bytes as an {@code int}, for sizes of buffers; {@link ArithmeticException} when there are more. */
    public int toInt() {
        return Math.toIntExact(bytes);
    }

    @Override
    public String toString() {
        for (var unit : new String[]{"TiB", "GiB", "MiB", "KiB"}) {
            if (bytes != 0 && bytes % UNITS.get(unit) == 0) {
                return bytes / UNITS.get(unit) + unit;
            }
        }
        return bytes + "B";
    }
}
