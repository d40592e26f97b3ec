package io.packhouse.testkit;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has {@code await()} wait for a minute where a test names no time. What is waited for comes within moments, but on a busy
 * machine moments are long; only a test that fails anyway takes the whole minute. JUnit finds this class by itself.
 */
public final class Patience implements BeforeAllCallback {

    /** How long {@code await()} waits by itself. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
