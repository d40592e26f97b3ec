/** The package catalogue: commands to package-store, and the log that the catalogue is the fold of. */
@NullMarked
package io.packhouse.contracts.packages;

import org.jspecify.annotations.NullMarked;
