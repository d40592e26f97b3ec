/**
 * The container of packages: gzip around tar, read from the front to the end as a stream of checked entries (reference, 1.1,
 * 1.2, 1.5 and 1.10). Nothing is unpacked to a disk, and no name ever becomes a path of this machine.
 */
@NullMarked
package io.packhouse.ampkg.archive;

import org.jspecify.annotations.NullMarked;
