/** Servers that play those of others: started on loopback, with small files that keep the shapes of the real ones. */
@NullMarked
package io.packhouse.testkit.upstream;

import org.jspecify.annotations.NullMarked;
