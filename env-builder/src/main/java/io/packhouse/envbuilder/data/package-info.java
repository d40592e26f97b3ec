/** Kinds of steps for JSON, texts and tables, and those that check or end a build. */
@NullMarked
package io.packhouse.envbuilder.data;

import org.jspecify.annotations.NullMarked;
