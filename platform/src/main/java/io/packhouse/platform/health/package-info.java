/** Whether a process is well, told on a port of its own. */
@NullMarked
package io.packhouse.platform.health;

import org.jspecify.annotations.NullMarked;
