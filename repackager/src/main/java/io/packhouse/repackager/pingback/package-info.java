/**
 * Deliveries of pingbacks: an append-only log of what is wanted and of every attempt, whose partitions are each owned by one
 * process, which keeps the timers, the breakers and the order.
 */
@NullMarked
package io.packhouse.repackager.pingback;

import org.jspecify.annotations.NullMarked;
