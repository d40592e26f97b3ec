/** The commands and results of rebuilding add-ons (Add-on Builder's repackaging API). */
@NullMarked
package io.packhouse.contracts.addons;

import org.jspecify.annotations.NullMarked;
