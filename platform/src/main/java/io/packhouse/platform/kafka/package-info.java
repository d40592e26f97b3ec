/** Logs: settings and provisioning of topics, the log writer, views. */
@NullMarked
package io.packhouse.platform.kafka;

import org.jspecify.annotations.NullMarked;
