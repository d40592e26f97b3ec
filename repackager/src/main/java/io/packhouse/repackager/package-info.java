/** Add-on rebuilds, and the deliveries of pingbacks. The service at this root only wires. */
@NullMarked
package io.packhouse.repackager;

import org.jspecify.annotations.NullMarked;
