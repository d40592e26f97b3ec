package io.packhouse.installerbuilder.base;

import java.util.Optional;

import io.packhouse.contracts.installers.Platform;

/**
 * How it stands with a platform's base installer, for health, metrics and the registry.
 *
 * @param sha256
 *            the digest of the one in use; empty when there is none
 * @param refusal
 *            a sentence that says why the file in the folder is not the one in use; empty when it is
 */
public record BaseState(Platform platform, Optional<String> sha256, Optional<String> refusal) {
}
