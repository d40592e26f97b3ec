/** How a process logs: one line per fact, as text or JSON, with the trace and the job it belongs to. */
@NullMarked
package io.packhouse.platform.log;

import org.jspecify.annotations.NullMarked;
