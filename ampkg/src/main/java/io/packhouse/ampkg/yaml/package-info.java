/** YAML 1.1 by the rules of the package format (reference, 1.8): what the original's reader takes and nothing else. */
@NullMarked
package io.packhouse.ampkg.yaml;

import org.jspecify.annotations.NullMarked;
