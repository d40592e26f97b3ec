package io.packhouse.repackager.pingback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes secrets out of what a receiver answered: some repeat what they were sent, and the answer is kept for all to read. */
final class Redaction {

    private static final String INSTEAD = "***";
    /** A shorter beginning of a secret at the cut of an excerpt tells too little. */
    private static final int TELLING = 4;

    private Redaction() {
    }

    /** {@code text} without any of the secrets, as they are and as a form writes them, and without a cut-off one at its end. */
    static String of(String text, List<String> secrets) {
        String clean = text;
        for (String secret : secrets) {
            for (String form : List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
                clean = withoutTail(clean.replace(form, INSTEAD), form);
            }
        }
        return clean;
    }

    private static String withoutTail(String text, String secret) {
        for (int length = Math.min(secret.length() - 1, text.length()); length >= TELLING; length--) {
            if (text.endsWith(secret.substring(0, length))) {
                return text.substring(0, text.length() - length) + INSTEAD;
            }
        }
        return text;
    }
}
