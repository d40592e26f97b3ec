/** The manifest of a package, info.yaml, and the rules for ids (reference, 1.7 and 1.9). */
@NullMarked
package io.packhouse.ampkg.manifest;

import org.jspecify.annotations.NullMarked;
