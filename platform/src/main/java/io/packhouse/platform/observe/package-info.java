/** Metrics of a process, in the form that Prometheus reads. */
@NullMarked
package io.packhouse.platform.observe;

import org.jspecify.annotations.NullMarked;
