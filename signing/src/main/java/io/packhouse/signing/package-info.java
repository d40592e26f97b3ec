/** Signing: the only holder of the service's private keys. */
@NullMarked
package io.packhouse.signing;

import org.jspecify.annotations.NullMarked;
