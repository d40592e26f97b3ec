package io.packhouse.installerbuilder.base;

import java.time.Instant;

import io.packhouse.installerbuilder.archive.PreparedBase;

/**
 * The record of a base installer that was found good, as it lies in the object store.
 *
 * @param source
 *            where it came from: see {@link BaseSource}; the sample set never stands in for an operator's own
 * @param loadedAt
 *            when, by the clock of the process that loaded it
 * @param prepared
 *            all that builds need
 */
record GoodBase(String source, Instant loadedAt, PreparedBase prepared) {
}
