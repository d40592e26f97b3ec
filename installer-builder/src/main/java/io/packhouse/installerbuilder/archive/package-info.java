/**
 * Base installers and the tails that make custom installers of them: what this product is for, so written by ourselves.
 *
 * <p>
 * A base is verified and prepared once, when it is loaded. From then on a build writes a few hundred bytes, and no byte of
 * the base is copied, compressed or hashed again (reference, section 8).
 */
@NullMarked
package io.packhouse.installerbuilder.archive;

import org.jspecify.annotations.NullMarked;
