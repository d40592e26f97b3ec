/** RSA pairs for users who brought no key: made, kept warm, sealed, and never written down (reference, section 6). */
@NullMarked
package io.packhouse.installerbuilder.keys;

import org.jspecify.annotations.NullMarked;
