package io.packhouse.gateway.jobs;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Outcome;

/**
 * How a job ended, as told to a call that waited for it.
 *
 * @param sealed
 *            made private keys, encrypted to the key that this call brought; null when the event brought none
 */
public record Ending(Outcome outcome, byte @Nullable [] sealed) {
}
