/** The base installers of this process: found in a folder, judged, kept, and replaced without a restart. */
@NullMarked
package io.packhouse.installerbuilder.base;

import org.jspecify.annotations.NullMarked;
