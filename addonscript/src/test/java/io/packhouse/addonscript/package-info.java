/** Tests of launch environments. */
@NullMarked
package io.packhouse.addonscript;

import org.jspecify.annotations.NullMarked;
