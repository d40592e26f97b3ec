package io.packhouse.platform.config;

/**
 * One key of a YAML file.
 *
 * @param key
 *            the whole way to it, with dots
 * @param value
 *            an {@link RawValue.OpenMap} only for {@code {}}
 * @param comment
 *            the comment lines above it, without their number signs
 * @param secret
 *            whether the value has the tag {@code !secret}
 * @param line
 *            counted from 1
 */
record YamlEntry(String key, RawValue value, String comment, boolean secret, int line) {
}
