/** The data directory: packages that come, go and lie as files (package server reference, 2.9). */
@NullMarked
package io.packhouse.packagestore.directory;

import org.jspecify.annotations.NullMarked;
