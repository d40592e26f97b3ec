/** Templates and conditions of recipes, asked against values. Pure functions. */
@NullMarked
package io.packhouse.envbuilder.expressions;

import org.jspecify.annotations.NullMarked;
