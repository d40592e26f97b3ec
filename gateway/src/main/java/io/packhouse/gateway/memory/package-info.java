/** What interfaces keep in memory within bounds, and what is under way there. */
@NullMarked
package io.packhouse.gateway.memory;

import org.jspecify.annotations.NullMarked;
