/** Deliveries of pingbacks as operators see them: what is on the log, and making one again. */
@NullMarked
package io.packhouse.gateway.deliveries;

import org.jspecify.annotations.NullMarked;
