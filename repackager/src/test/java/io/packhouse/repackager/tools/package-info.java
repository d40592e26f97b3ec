/** Archivers that are not ours, as oracles. */
package io.packhouse.repackager.tools;
