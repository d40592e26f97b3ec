/**
 * Processes that have nothing but what they are given: no network, no files of the machine, bounded time, memory and output. Knows
 * nothing of steps.
 */
@NullMarked
package io.packhouse.envbuilder.sandbox;

import org.jspecify.annotations.NullMarked;
