package io.packhouse.gateway.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may use the API: the section {@code api} of the configuration.
 *
 * @param tokensFile
 *            see {@link Tokens}; empty for none, which is allowed on loopback alone
 */
public record ApiSettings(Optional<Path> tokensFile) {
}
