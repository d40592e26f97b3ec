/** Builds environments: runs the steps of a recipe, keeps what they made, writes the answer, publishes its files. */
@NullMarked
package io.packhouse.envbuilder.engine;

import org.jspecify.annotations.NullMarked;
