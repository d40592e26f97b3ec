/** The HTTP front of Packhouse: this package only wires. */
@NullMarked
package io.packhouse.gateway;

import org.jspecify.annotations.NullMarked;
