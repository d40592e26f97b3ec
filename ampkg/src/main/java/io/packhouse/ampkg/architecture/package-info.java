/** Which architecture a package is for, from what its files begin with (reference, section 3). */
@NullMarked
package io.packhouse.ampkg.architecture;

import org.jspecify.annotations.NullMarked;
