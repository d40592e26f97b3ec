package io.packhouse.envbuilder.tools;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.packhouse.envbuilder.steps.Parameters;

/** The parameter {@code timeout}: a number of {@code ms}, {@code s} or {@code m}. */
final class Timeout {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m)");

    private Timeout() {
    }

    static Duration of(Parameters with, Duration otherwise) {
        if (!with.has("timeout")) {
            return otherwise;
        }
        Matcher match = FORM.matcher(with.text("timeout"));
        if (!match.matches()) {
            throw with.wrong("timeout", "is «" + with.text("timeout") + "», not such as 500ms, 90s or 5m");
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }
}
