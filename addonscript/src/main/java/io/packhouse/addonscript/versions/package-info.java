/** Versions of add-ons, their order (Maven's), and ranges of them (node-semver's and Maven's). Pure functions on short texts. */
@NullMarked
package io.packhouse.addonscript.versions;

import org.jspecify.annotations.NullMarked;
