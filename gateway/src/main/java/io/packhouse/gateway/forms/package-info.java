/** HTML forms as request bodies, read while they arrive: texts within limits, files as streams. */
@NullMarked
package io.packhouse.gateway.forms;

import org.jspecify.annotations.NullMarked;
