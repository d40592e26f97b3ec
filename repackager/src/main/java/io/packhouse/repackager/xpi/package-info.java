/** Recognises an XPI, takes it apart, and rebuilds it. {@link io.packhouse.repackager.xpi.AddonRebuild} is the door. */
@NullMarked
package io.packhouse.repackager.xpi;

import org.jspecify.annotations.NullMarked;
