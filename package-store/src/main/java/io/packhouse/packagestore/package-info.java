/** The package store: verification of uploads, the catalogue log, the data directory. */
@NullMarked
package io.packhouse.packagestore;

import org.jspecify.annotations.NullMarked;
