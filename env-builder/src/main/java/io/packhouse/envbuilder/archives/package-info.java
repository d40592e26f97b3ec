/** Kinds of steps that take archives apart, put them together, and change trees of files. */
@NullMarked
package io.packhouse.envbuilder.archives;

import org.jspecify.annotations.NullMarked;
