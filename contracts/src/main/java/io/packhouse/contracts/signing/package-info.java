/** Signatures: what may be asked of signing, how they are named in the object store, and what is told of them. */
@NullMarked
package io.packhouse.contracts.signing;

import org.jspecify.annotations.NullMarked;
