/** How jobs lie on Kafka and in the object store: commands, events, outcomes. */
@NullMarked
package io.packhouse.platform.jobs;

import org.jspecify.annotations.NullMarked;
