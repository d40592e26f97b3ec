package io.packhouse.gateway.addons;

/** A text field of a form. */
record FormText(String name, String value) {
}
