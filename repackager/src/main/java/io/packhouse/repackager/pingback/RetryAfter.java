package io.packhouse.repackager.pingback;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Retry-After} of RFC 9110, section 10.2.3: seconds, or a date in the preferred form. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {
    }

    /**
     * How long a receiver wants to be left alone, at most {@code cap}; empty when it does not say so in a form that is known.
     */
    static Optional<Duration> of(String header, Instant now, Duration cap) {
        String text = header.strip();
        try {
            Duration asked = SECONDS.matcher(text).matches()
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, ZonedDateTime.parse(text, DATE).toInstant());
            if (asked.isNegative()) {
                return Optional.of(Duration.ZERO);
            }
            return Optional.of(asked.compareTo(cap) > 0 ? cap : asked);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
