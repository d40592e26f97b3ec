/** The secrets that Packhouse shares with those who call it and whom it calls back. */
@NullMarked
package io.packhouse.platform.secrets;

import org.jspecify.annotations.NullMarked;
