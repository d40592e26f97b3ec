/** The guarded HTTP client: everything that leaves towards an address which a client of ours named goes through it. */
@NullMarked
package io.packhouse.platform.outbound;

import org.jspecify.annotations.NullMarked;
