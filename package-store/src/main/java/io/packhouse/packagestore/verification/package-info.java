/** Uploaded packages: what is checked of them, what is known of them afterwards, what is prepared for downloads. */
@NullMarked
package io.packhouse.packagestore.verification;

import org.jspecify.annotations.NullMarked;
