/** The documents around a package's payload: header, footers, and what of them enters the digest (reference, 1.3 to 1.5). */
@NullMarked
package io.packhouse.ampkg.document;

import org.jspecify.annotations.NullMarked;
