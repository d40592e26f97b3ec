/** The store's own view of the package catalogue, and the writer of its log. */
@NullMarked
package io.packhouse.packagestore.catalogue;

import org.jspecify.annotations.NullMarked;
