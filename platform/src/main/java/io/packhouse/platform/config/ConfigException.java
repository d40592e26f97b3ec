package io.packhouse.platform.config;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is wrong, and the process must not start. The message is one sentence for the operator: which key, from
 * which source, with which value, and what would be right. It never holds the value of a secret.
 */
public final class ConfigException extends RuntimeException {

    ConfigException(String sentence) {
        this(sentence, null);
    }

    ConfigException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
