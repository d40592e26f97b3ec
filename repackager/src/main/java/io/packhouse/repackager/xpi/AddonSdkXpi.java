package io.packhouse.repackager.xpi;

/**
 * Built by {@code cfx xpi} of an Add-on SDK.
 *
 * @param options
 *            its {@code harness-options.json}
 * @param manifest
 *            its {@code install.rdf}
 */
record AddonSdkXpi(HarnessOptions options, InstallManifest manifest) implements XpiRecognition {
}
