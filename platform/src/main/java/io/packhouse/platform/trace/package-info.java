/** W3C trace context, from the HTTP request to the worker and into every log line. */
@NullMarked
package io.packhouse.platform.trace;

import org.jspecify.annotations.NullMarked;
