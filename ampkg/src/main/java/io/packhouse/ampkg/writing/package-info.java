/** Makes packages: from a directory, and from other packages with another signature (reference, 1.1 and 4). */
@NullMarked
package io.packhouse.ampkg.writing;

import org.jspecify.annotations.NullMarked;
