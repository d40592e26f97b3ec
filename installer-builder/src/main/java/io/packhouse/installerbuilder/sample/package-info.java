/** A small honest set of base installers, so that the first run works out of the box. */
@NullMarked
package io.packhouse.installerbuilder.sample;

import org.jspecify.annotations.NullMarked;
