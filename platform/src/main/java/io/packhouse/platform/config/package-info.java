/** Configuration: annotated default files, typed records, and sentences for what is wrong. */
@NullMarked
package io.packhouse.platform.config;

import org.jspecify.annotations.NullMarked;
