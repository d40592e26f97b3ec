/** Signatures of add-ons: certificates made for one add-on, PKCS#7 and COSE. */
@NullMarked
package io.packhouse.signing.xpi;

import org.jspecify.annotations.NullMarked;
