/** Detached CMS signatures (RFC 5652). */
@NullMarked
package io.packhouse.signing.cms;

import org.jspecify.annotations.NullMarked;
