/** Encryption to one reader, for secrets that pass through what others can read. */
@NullMarked
package io.packhouse.platform.crypto;

import org.jspecify.annotations.NullMarked;
