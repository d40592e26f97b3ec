/** Puts services together into processes: the all-in-one and each part alone. */
@NullMarked
package io.packhouse.deploy;

import org.jspecify.annotations.NullMarked;
