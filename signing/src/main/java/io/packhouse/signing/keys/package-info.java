/** The private keys: where they come from, which of them can sign now, and what is told of them. */
@NullMarked
package io.packhouse.signing.keys;

import org.jspecify.annotations.NullMarked;
