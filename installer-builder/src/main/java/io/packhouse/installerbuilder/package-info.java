/**
 * Builds Seattle custom installers. What stands here only wires; the work is done in the packages below: {@code vesselinfo},
 * {@code keys}, {@code archive}, {@code base}.
 */
@NullMarked
package io.packhouse.installerbuilder;

import org.jspecify.annotations.NullMarked;
