/** Which versions of which add-ons belong together: what relations need, transitively. Pure, deterministic and bounded. */
@NullMarked
package io.packhouse.addonscript.resolution;

import org.jspecify.annotations.NullMarked;
