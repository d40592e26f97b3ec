/**
 * An embedded single-node Kafka (KRaft): the real broker and controller in this process, for the all-in-one and for tests.
 */
@NullMarked
package io.packhouse.broker;

import org.jspecify.annotations.NullMarked;
