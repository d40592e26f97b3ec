/** The {@code vesselinfo} file: written for a build, and read as a node reads it (reference, section 7). */
@NullMarked
package io.packhouse.installerbuilder.vesselinfo;

import org.jspecify.annotations.NullMarked;
