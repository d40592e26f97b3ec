/** Checks CMS signatures and the chains of their signers (reference, 1.6). */
@NullMarked
package io.packhouse.ampkg.signature;

import org.jspecify.annotations.NullMarked;
