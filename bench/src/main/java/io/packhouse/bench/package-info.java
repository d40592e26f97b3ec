/** Benchmarks against peers and limits: each figure next to a baseline measured in the same run. No tests. */
@NullMarked
package io.packhouse.bench;

import org.jspecify.annotations.NullMarked;
