/** Zips put together byte by byte, for readers that must not believe them. */
@NullMarked
package io.packhouse.testkit.zips;

import org.jspecify.annotations.NullMarked;
