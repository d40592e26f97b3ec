/** The Add-on Builder's repackaging interface: orders over HTTP, downloads, and the same as jobs of the API. */
@NullMarked
package io.packhouse.gateway.addons;

import org.jspecify.annotations.NullMarked;
