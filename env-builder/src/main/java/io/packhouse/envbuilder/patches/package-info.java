/** The kind of step {@code patch.apply}, and the formats of patches that it knows. */
@NullMarked
package io.packhouse.envbuilder.patches;

import org.jspecify.annotations.NullMarked;
