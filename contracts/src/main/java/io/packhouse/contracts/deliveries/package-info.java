/** The log of pingbacks: what is wanted, and every attempt. */
@NullMarked
package io.packhouse.contracts.deliveries;

import org.jspecify.annotations.NullMarked;
