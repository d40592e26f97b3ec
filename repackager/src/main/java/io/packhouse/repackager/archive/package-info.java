/** ZIP archives as XPIs are: read without trust, written the same way every time. */
@NullMarked
package io.packhouse.repackager.archive;

import org.jspecify.annotations.NullMarked;
