/** What a process is made of: the foundation that its services share, and workers on queues. */
@NullMarked
package io.packhouse.platform.process;

import org.jspecify.annotations.NullMarked;
