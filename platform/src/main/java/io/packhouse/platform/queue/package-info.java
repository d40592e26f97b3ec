/** Queues on share groups: permits, attempts, renewal, drain, dead letters, housekeeping. */
@NullMarked
package io.packhouse.platform.queue;

import org.jspecify.annotations.NullMarked;
