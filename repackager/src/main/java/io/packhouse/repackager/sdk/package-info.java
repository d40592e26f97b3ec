/** The catalogue of Add-on SDKs, and what {@code cfx xpi} of each generation does. */
@NullMarked
package io.packhouse.repackager.sdk;

import org.jspecify.annotations.NullMarked;
