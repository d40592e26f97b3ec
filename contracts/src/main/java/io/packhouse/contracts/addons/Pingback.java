package io.packhouse.contracts.addons;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whom to tell of a job's end, and what to say besides how it ended (reference, section 5).
 *
 * @param url
 *            where to, as the caller wrote it
 * @param secretName
 *            the name of the secret that the caller used; never its value. Empty for callers without one, who get the first
 * @param location
 *            the absolute URL that the XPI can be downloaded from when the job succeeds
 * @param request
 *            the caller's text fields, urlencoded in their order, the value of {@code secret} left empty
 * @param extras
 *            further fields to send, such as the element's own {@code addon}, {@code file_id} and {@code uuid}; none of the
 *            original's six
 */
public record Pingback(String url, String secretName, String location, String request, Map<String, String> extras) {

    public Pingback {
        Objects.requireNonNull(url, "the URL is missing");
        Objects.requireNonNull(location, "the download's URL is missing");
        secretName = secretName == null ? "" : secretName;
        request = request == null ? "" : request;
        extras = extras == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }
}
