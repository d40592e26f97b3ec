/** Fixtures of the tests: a Kafka, embedded and in a container; processes that can be stopped, frozen and killed. */
@NullMarked
package io.packhouse.testkit;

import org.jspecify.annotations.NullMarked;
