/** Recipes: how an environment is built, as data; read, linted, and asked which inputs they take. Nothing is built here. */
@NullMarked
package io.packhouse.addonscript.recipes;

import org.jspecify.annotations.NullMarked;
