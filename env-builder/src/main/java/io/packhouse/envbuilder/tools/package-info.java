/** Kinds of steps that run programs of others in the sandbox: {@code tool.run} and {@code forge.processors}. */
@NullMarked
package io.packhouse.envbuilder.tools;

import org.jspecify.annotations.NullMarked;
