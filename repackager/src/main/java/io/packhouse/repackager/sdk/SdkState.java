package io.packhouse.repackager.sdk;

import java.util.Optional;

/**
 * How it stands with a directory below the SDKs' root.
 *
 * @param directory
 *            its name
 * @param version
 *            what its name says, such as {@code 1.14}
 * @param what
 *            the generation in words, or why it is refused
 * @param sdk
 *            empty when it is refused and no former state of it is in use
 */
public record SdkState(String directory, String version, String what, Optional<Sdk> sdk) {
}
