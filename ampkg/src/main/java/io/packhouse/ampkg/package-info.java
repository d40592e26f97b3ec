/** The .ampkg package format of the Qt Application Manager. Knows nothing of Kafka, HTTP or stores. */
@NullMarked
package io.packhouse.ampkg;

import org.jspecify.annotations.NullMarked;
