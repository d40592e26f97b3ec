/** Artifacts over HTTP: ranges, entity tags, and their bytes from the files of the object store to the socket. */
@NullMarked
package io.packhouse.gateway.downloads;

import org.jspecify.annotations.NullMarked;
