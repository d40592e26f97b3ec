/** Signs rebuilt XPIs: their manifests are made here, the signatures over them by signing (reference, section 12). */
@NullMarked
package io.packhouse.repackager.signature;

import org.jspecify.annotations.NullMarked;
