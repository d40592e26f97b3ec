/** Immutable blobs by SHA-256, and small named objects that are created once. */
@NullMarked
package io.packhouse.platform.objects;

import org.jspecify.annotations.NullMarked;
